"""Small policies, embedders, indexes of them, and other processes to open those."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from corpus import Policy
from corpus.markdown import read_markdown
from index.build import build
from index.embedder import DEFAULT_MODEL, SentenceTransformerEmbedder, load_embedder
from index.generation import Shelfmark
from index.recipe import SHIPPED
from tests.index.word_embedder import WordEmbedder

ROOT = Path(__file__).parent.parent.parent
FRONT = """---
policy_id: shop
company: Shop
title: Privacy Policy
version: "1"
---

"""
POLICY = """# Privacy Policy

Our shop respects your privacy. Please read this notice.

## SHARING {#sharing}

We never sell your personal information. We give your address to the carrier.

We disclose data to:

- payment processors who charge your card
- hosts of our servers
  - in Canada

## COOKIES {#cookies}

We use cookies to keep your cart. You can turn cookies off in your browser.

| Cookie | Purpose |
|---|---|
| cart | keeps what you chose |
| stats | counts visitors |
"""


@pytest.fixture(scope="session")
def read() -> Callable[[str], Policy]:
    """Reads a policy out of its Markdown below the front matter."""
    return lambda markdown: read_markdown(FRONT + markdown, path="policy.md")


@pytest.fixture(scope="session")
def policy(read: Callable[[str], Policy]) -> Policy:
    """A policy of nine clauses."""
    return read(POLICY)


@pytest.fixture(scope="session")
def next_policy(read: Callable[[str], Policy]) -> Policy:
    """The policy's next version, with other words on selling."""
    return read(POLICY.replace("never sell your", "gladly sell your"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A shelf that holds the policy, for the verbs."""
    (tmp_path / "policies" / "shop").mkdir(parents=True)
    (tmp_path / "policies" / "shop" / "policy.md").write_text(FRONT + POLICY, encoding="utf-8")
    return tmp_path / "policies"


@pytest.fixture(scope="session")
def model() -> SentenceTransformerEmbedder:
    """The model that is shipped."""
    return load_embedder(DEFAULT_MODEL)


@pytest.fixture
def mark(tmp_path: Path) -> Shelfmark:
    """Where nothing was built yet."""
    return Shelfmark(folder=tmp_path / "built", name="shop")


@pytest.fixture
def built(mark: Shelfmark, policy: Policy) -> Shelfmark:
    """Where the policy was built."""
    build(mark, [policy], WordEmbedder(), SHIPPED)
    return mark


@pytest.fixture(scope="session")
def processes() -> Iterator[ForkServerContext]:
    """Starts processes that have imported the workers, each in milliseconds."""
    with pytest.MonkeyPatch.context() as patch:
        # The fork server imports before it is told where we look for modules.
        patch.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.index.workers"])
        yield context
