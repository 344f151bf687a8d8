"""The server around the chat: what is served, to whom, and what is refused."""
