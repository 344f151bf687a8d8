"""Requests told from questions, by a classifier that is trained on examples."""
