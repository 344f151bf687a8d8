"""Questions that nobody here wrote, read from a folder that is not part of the project."""

import json
from dataclasses import dataclass
from pathlib import Path


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
    document: str
    spans: tuple[tuple[int, int], ...]


def read_real_questions(folder: Path) -> list[RealQuestion]:
    """The real questions about the Crypjama policy; ``OSError`` where the folder has none."""
    path = folder / "crypjama_real_questions.dev.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [
        RealQuestion(
            text=row["text"],
            answerable=row["route"] == "answer",
            core=frozenset(core["line"] for core in row["core"]),
            accept=frozenset(row["accept_lines"]),
        )
        for row in rows
    ]


def read_span_questions(folder: Path) -> list[SpanQuestion]:
    """LegalBench-RAG's PrivacyQA part; ``OSError`` where the folder has none."""
    path = folder / "privacyqa" / "privacy_qa.dev.json"
    return [
        SpanQuestion(
            # The set names the document in the question, for search over all documents at once.
            text=test["query"].split(";", 1)[1].strip(),
            document=test["snippets"][0]["file_path"].split("/", 1)[1],
            spans=tuple((start, end) for s in test["snippets"] for start, end in [s["span"]]),
        )
        for test in json.loads(path.read_text(encoding="utf-8"))["tests"]
    ]
