"""Requests about personal data as tickets that are stored, timed and delivered."""
