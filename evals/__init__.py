"""Measure what the other rooms do on labelled questions."""
