"""Measure on sets, and beside systems, that others made."""
