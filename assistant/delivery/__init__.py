"""Bringing messages out of the outbox to the people and the systems that act on them."""
