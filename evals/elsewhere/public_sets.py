"""Questions that nobody here wrote, read from a folder that is not part of the project."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from pathlib import Path
from typing import Any

from corpus import Policy
from corpus.plain_text import read_plain_text
from evals.errors import AbsentData

Span = tuple[int, int]
# LegalBench-RAG names the document in the question, for search over all documents at once. Titles
# hold colons and commas; the words after them are the same for all.
_NAMED = re.compile(r"Consider .+?'s privacy policy; *(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class RealQuestion:
    """A consumer's question, judged against the Crypjama policy."""

    text: str
    answerable: bool
    core: frozenset[int]
    """Lines of ``source.txt`` of which a right answer cites one."""
    accept: frozenset[int]
    """Further lines that may be cited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanQuestion:
    """A question with the spans of a document that answer it (LegalBench-RAG)."""

    text: str
    """What is asked, without the words that name the document."""
    query: str
    """The same as the set has it, the document named."""
    document: str
    spans: tuple[Span, ...]
    """Characters of the document; they do not overlap."""


class Tier(StrEnum):
    """How far PrivacyQA's annotators agreed that a policy holds evidence."""

    MAJORITY = "majority_evidence"
    """More than half chose the same sentence."""
    CONTESTED = "contested"
    """Some chose a sentence, no sentence was chosen by more than half."""
    NONE = "no_evidence"
    """Nobody chose a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceQuestion:
    """A question with the sentences that annotators chose as evidence (PrivacyQA)."""

    text: str
    policy_id: str
    tier: Tier
    majority: frozenset[int]
    """Numbers, from 0, of the sentences that more than half of the annotators chose."""
    anyone: frozenset[int]
    """Those that at least one chose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentencePolicy:
    """A policy that was given sentence by sentence."""

    policy: Policy
    """The sentences as a plain text, one a line."""
    sentences: tuple[Span, ...]
    """Where each stands in the text."""


def read_real_questions(folder: Path) -> list[RealQuestion]:
    """The real questions about the Crypjama policy; ``AbsentData`` where the folder has none."""
    return [
        RealQuestion(
            text=row["text"],
            answerable=row["route"] == "answer",
            core=frozenset(core["line"] for core in row["core"]),
            accept=frozenset(row["accept_lines"]),
        )
        for row in _rows(folder, "crypjama_real_questions*.jsonl")
    ]


def read_span_questions(folder: Path) -> list[SpanQuestion]:
    """LegalBench-RAG's PrivacyQA part, out of every ``*.json``; ``AbsentData`` where none is."""
    return [
        _span_question(test)
        for path in _files(folder, "*.json")
        for test in json.loads(path.read_text(encoding="utf-8"))["tests"]
    ]


def read_sentence_policies(folder: Path) -> list[SentencePolicy]:
    """The policies of PrivacyQA by sentence; ``AbsentData`` where the folder has none."""
    return [
        _sentence_policy(row["policy"], row["sentences"])
        for row in _rows(folder, "policies*.jsonl")
    ]


def read_evidence_questions(folder: Path) -> list[EvidenceQuestion]:
    """The questions of PrivacyQA with their evidence; ``AbsentData`` where the folder has none."""
    return [
        EvidenceQuestion(
            text=row["question"],
            policy_id=row["policy"],
            tier=Tier(row["tier"]),
            majority=frozenset(row["majority_sent_ids"]),
            anyone=frozenset(row["any_relevant_sent_ids"]),
        )
        for row in _rows(folder, "questions*.jsonl")
    ]


def _span_question(test: Mapping[str, Any]) -> SpanQuestion:
    query = test["query"]
    named = _NAMED.fullmatch(query)
    return SpanQuestion(
        text=named.group(1).strip() if named else query,
        query=query,
        document=test["snippets"][0]["file_path"].split("/", 1)[1],
        spans=tuple((start, end) for s in test["snippets"] for start, end in [s["span"]]),
    )


def _sentence_policy(name: str, sentences: list[str]) -> SentencePolicy:
    starts = accumulate((len(sentence) + 1 for sentence in sentences), initial=0)
    return SentencePolicy(
        policy=read_plain_text("\n".join(sentences), name=name),
        sentences=tuple(
            (start, start + len(sentence))
            for start, sentence in zip(starts, sentences, strict=False)
        ),
    )


def _rows(folder: Path, pattern: str) -> Iterator[Mapping[str, Any]]:
    for path in _files(folder, pattern):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line:
                yield json.loads(line)


def _files(folder: Path, pattern: str) -> list[Path]:
    paths = sorted(folder.glob(pattern))
    if not paths:
        raise AbsentData(
            f"{folder} holds no {pattern}: nothing is measured. "
            "Name the folder that the set was unpacked into."
        )
    return paths
