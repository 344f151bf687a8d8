"""The HTTP API: questions for everybody; conversations, tickets and handoffs for who has a key."""
