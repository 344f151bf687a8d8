"""The verbs of ``python -m evals``, a file each."""
