"""A small policy, and cases and outcomes to judge, whole but for what a test is about."""

from typing import Any

from assistant.reply_json import ReplyKind
from corpus import Policy
from corpus.markdown import read_markdown
from evals.case import Case
from evals.cited import Cited
from evals.metric import Part
from evals.metrics import METRICS_BY_NAME
from evals.outcome import Outcome

CORE, CORE_TOO, ACCEPTED, OTHER = "shop/core/1", "shop/core/2", "shop/accepted/1", "shop/other/1"

MARKDOWN = """---
policy_id: shop
company: Shop
title: Privacy Policy
version: "1"
---
# Privacy Policy

## Collecting

We collect:

- names
- numbers

## Selling

We sell no data.
"""


def shop() -> Policy:
    """Its clauses are ``shop/collecting/1`` with items 1.1 and 1.2, and ``shop/selling/1``."""
    return read_markdown(MARKDOWN, path="shop")


def cites(clause_id: str, *items: str) -> Cited:
    return Cited(clause_id=clause_id, start=0, end=1, covers=frozenset({clause_id, *items}))


def case(**labels: Any) -> Case:
    """A question that the policy answers."""
    answerable: dict[str, Any] = {
        "case_id": "asked", "turns": ("is it so?",), "kinds": (ReplyKind.ANSWER,),
        "core": frozenset({CORE, CORE_TOO}), "accept": frozenset({ACCEPTED}), "tags": ("tag",),
    }  # fmt: skip
    return Case(**answerable | labels)


def silent(**labels: Any) -> Case:
    """A question that the policy does not answer."""
    unanswered: dict[str, Any] = {
        "kinds": (ReplyKind.ABSTENTION,), "core": frozenset(), "accept": None,
    }  # fmt: skip
    return case(**unanswered | labels)


def requesting(**labels: Any) -> Case:
    """Someone who makes a request."""
    request: dict[str, Any] = {
        "kinds": (ReplyKind.RIGHTS_INTAKE,), "core": frozenset(), "accept": None,
        "request": {"right": "delete", "name": "Ann"},
    }  # fmt: skip
    return case(**request | labels)


def outcome(kind: ReplyKind | None = ReplyKind.ANSWER, **seen: Any) -> Outcome:
    """A reply with nothing amiss; an answer cites a core clause."""
    reply: dict[str, Any] = {
        "case_id": "asked", "question_sha256": "", "kind": kind, "text": "So it is.",
        "cited": (cites(CORE),) if kind is ReplyKind.ANSWER else (), "quote_fidelity": 1.0,
    }  # fmt: skip
    return Outcome(**reply | seen)


def asking(*options: tuple[Cited, ...], **seen: Any) -> Outcome:
    """A reply that asks back; each option is what it leads to."""
    return outcome(ReplyKind.CLARIFICATION, options=options, **seen)


def crashed(failure: str = "timed out after 60 s") -> Outcome:
    return Outcome(case_id="asked", question_sha256="", failure=failure)


def part(metric: str, asked: Case, got: Outcome) -> Part:
    """What a case adds to the metric's numerator and denominator."""
    return METRICS_BY_NAME[metric].part(asked, got)
