"""Policies to read: the shipped one, and short ones written for a test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Policy, Shelf
from corpus.markdown import read_markdown

FRONT = """---
policy_id: shop
company: Shop
title: Privacy Policy
version: "1"
contact: privacy@shop.example
own_domains: [shop.example]
---
"""


@pytest.fixture(scope="session")
def crypjama() -> Policy:
    return Shelf().load("crypjama")


@pytest.fixture(scope="session")
def source() -> str:
    received = Shelf().source("crypjama")
    assert received is not None
    return received


@pytest.fixture(scope="session")
def front() -> str:
    """Front matter of eight lines: what follows begins on line nine."""
    return FRONT


@pytest.fixture(scope="session")
def read() -> Callable[[str], Policy]:
    """Reads a policy out of its Markdown below the front matter."""
    return lambda markdown: read_markdown(FRONT + markdown, path="policy.md")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A shelf with one policy, a shop's."""
    folder = tmp_path / "policies" / "shop"
    folder.mkdir(parents=True)
    (folder / "policy.md").write_text(
        FRONT + "\n# Privacy Policy\n\n## Sharing\n\nWe sell no data.\n", encoding="utf-8"
    )
    (folder / "source.txt").write_text("Privacy Policy\nSharing\nWe sell no data.\n")
    return Shelf(tmp_path / "policies")
