"""``pytest evals/`` runs each case as a test."""

from evals.pytest_plugin import pytest_addoption, pytest_collect_file, pytest_unconfigure

__all__ = ["pytest_addoption", "pytest_collect_file", "pytest_unconfigure"]
