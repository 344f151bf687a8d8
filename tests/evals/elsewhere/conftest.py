"""An embedder that counts words, and small sets in the formats of the public ones."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.embedder import Embedder, Vectors

_DIMENSIONS = 256
SENTENCES = (
    "We set cookies to remember your basket.",
    "Advertisers receive your name from us.",
    "Records lie encrypted on guarded servers.",
    "Children under thirteen may not register.",
)


class CountingEmbedder:
    """Texts are near where they share words."""

    model = "words"
    weights_sha256 = "0" * 64

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def embed(
        self,
        texts: Sequence[str],
        *,
        advance: Callable[[int], None] | None = None,  # noqa: ARG002 -- as asked
    ) -> Vectors:
        vectors = np.full((len(texts), _DIMENSIONS), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                vectors[row, self._places.setdefault(word, len(self._places))] += 1
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


@pytest.fixture
def counting() -> Embedder:
    return CountingEmbedder()


@pytest.fixture
def tiny_set(tmp_path: Path) -> Path:
    """Two documents of two sentences each, in LegalBench-RAG's and in PrivacyQA's format."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, pair in (("Basket.txt", SENTENCES[:2]), ("Vault.txt", SENTENCES[2:])):
        (corpus / name).write_text("\n".join(pair), encoding="utf-8")
    tests = [
        _test("Basket", "do you set cookies?", (0, len(SENTENCES[0]))),
        _test("Vault", "may children register?", (len(SENTENCES[2]) + 1, 83)),
    ]
    (tmp_path / "privacy_qa.tiny.json").write_text(json.dumps({"tests": tests}), "utf-8")
    policies = [{"policy": "Basket", "sentences": SENTENCES[:2]}]
    questions = [
        _question("do you set cookies?", "majority_evidence", [0], [0, 1]),
        _question("do advertisers receive my name?", "contested", [], [1]),
        _question("what is the weather?", "no_evidence", [], []),
    ]
    _write_lines(tmp_path / "policies.tiny.jsonl", policies)
    _write_lines(tmp_path / "questions.tiny.jsonl", questions)
    return tmp_path


def _test(title: str, question: str, span: tuple[int, int]) -> dict[str, object]:
    return {
        "query": f'Consider "{title}"\'s privacy policy; {question}',
        "snippets": [{"file_path": f"corpus/{title}.txt", "span": span}],
    }


def _question(text: str, tier: str, majority: list[int], anyone: list[int]) -> dict[str, object]:
    return {
        "policy": "Basket", "question": text, "tier": tier,
        "majority_sent_ids": majority, "any_relevant_sent_ids": anyone,
    }  # fmt: skip


def _write_lines(path: Path, rows: Sequence[object]) -> None:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
