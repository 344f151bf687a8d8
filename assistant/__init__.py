"""One turn of conversation: guard, route, retrieve, decide, write, ground."""
