"""PrivacyQA's evidence selection and answerability (Ravichander et al., EMNLP 2019).

The paper scores a choice against each annotator's sentences and keeps the best. What is measured on
here keeps two sets only, the sentences that a majority chose and those that anyone did: each is a
reference of its own, and the figures are not those of the official test set.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.elsewhere.estimate import Estimate, auroc, mean
from evals.elsewhere.public_sets import EvidenceQuestion, Tier
from evals.elsewhere.selection import Score, corpus_score, score
from evals.elsewhere.sentence_choice import Judge, Judgement, NearestSentences, Sentences

DERIVED = (
    "PrivacyQA-derived data, not the official test set: four policies of eight, and of the "
    "annotators' choices only what a majority and what anyone chose. The published rows score "
    "against single annotators, the best one counting, and are no strict comparison."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A row of the literature on the official test set, in percent; None where not reported."""

    name: str
    precision: float | None = None
    recall: float | None = None
    f1: float


PUBLISHED = (
    Published(name="no answer", f1=28.0),
    Published(name="BERT", precision=44.2, recall=34.8, f1=39.0),
    Published(name="BERT + unanswerable", precision=44.3, recall=36.1, f1=39.8),
    Published(name="best later (arXiv 2204.08952)", f1=50.0),
    Published(name="human", precision=68.8, recall=69.0, f1=68.9),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a way chose for each question."""

    name: str
    sentences: tuple[Sentences, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """How a choice matches one reference."""

    name: str
    precision: Estimate
    recall: Estimate
    f1: Estimate
    f1_where_any: float
    """Mean F1 of the questions whose reference is not empty."""
    corpus: Score
    """Of all sentences in one heap."""


def choices(
    judge: Judge,
    judgements: Sequence[Judgement],
    nearest: NearestSentences,
    questions: Sequence[EvidenceQuestion],
) -> tuple[Choice, ...]:
    """What is compared: the assistant as shipped, without its silence, and plain baselines."""
    nothing: Sentences = frozenset()
    shipped = [one.quoted if one.probability >= judge.threshold else nothing for one in judgements]
    return (
        Choice(name="Clausewise", sentences=tuple(shipped)),
        Choice(name="Clausewise, never silent", sentences=tuple(one.quoted for one in judgements)),
        *(
            Choice(
                name=f"nearest {top}, same model",
                sentences=tuple(nearest.first(question, top) for question in questions),
            )
            for top in (1, 3)
        ),
        Choice(name="no answer", sentences=(nothing,) * len(questions)),
    )


def matched(choice: Choice, references: Sequence[Sentences]) -> Row:
    """The choice against a reference for each question."""
    found = [score(c, r) for c, r in zip(choice.sentences, references, strict=True)]
    held = [one.f1 for one, reference in zip(found, references, strict=True) if reference]
    return Row(
        name=choice.name,
        precision=mean([one.precision for one in found]),
        recall=mean([one.recall for one in found]),
        f1=mean([one.f1 for one in found]),
        f1_where_any=sum(held) / len(held) if held else 0.0,
        corpus=corpus_score(choice.sentences, references),
    )


def selection_table(
    compared: Sequence[Choice], questions: Sequence[EvidenceQuestion]
) -> Iterator[str]:
    """Evidence selection against both references, then the published rows; Markdown."""
    tiers = ", ".join(f"{sum(q.tier is tier for q in questions)} {tier}" for tier in Tier)
    yield f"PrivacyQA, evidence selection: {len(questions)} questions ({tiers}); percent."
    yield DERIVED
    references = {
        "what a majority chose": [question.majority for question in questions],
        "what anyone chose": [question.anyone for question in questions],
    }
    for name, reference in references.items():
        yield ""
        yield f"| against {name} | P | R | F1 (95% interval) | F1 where any | corpus P | R | F1 |"
        yield "|---" + "|---:" * 7 + "|"
        yield from (_cells(matched(choice, reference)) for choice in compared)
    yield ""
    yield "| published, official test set | P | R | F1 |"
    yield "|---" + "|---:" * 3 + "|"
    for one in PUBLISHED:
        yield f"| {one.name} | {one.precision or ''} | {one.recall or ''} | {one.f1} |"


def answerability_table(
    judgements: Sequence[Judgement], questions: Sequence[EvidenceQuestion], threshold: float
) -> Iterator[str]:
    """How well the probability, and the best score alone, tell what a policy answers; Markdown."""
    yield ""
    yield f"Answerability, at the shipped threshold of {threshold} (95% interval)."
    yield ""
    yield (
        "| answerable is what | questions | AUROC | AUROC of the score alone | accuracy "
        "| always answering | answered of these | of the others |"
    )
    yield "|---" + "|---:" * 7 + "|"
    yield _answerability("a majority found", [bool(q.majority) for q in questions], judgements,
                         threshold)  # fmt: skip
    yield _answerability("anyone found", [bool(q.anyone) for q in questions], judgements, threshold)


def _answerability(
    name: str, answerable: Sequence[bool], judgements: Sequence[Judgement], threshold: float
) -> str:
    answered = [one.probability >= threshold for one in judgements]
    right = [a is b for a, b in zip(answered, answerable, strict=True)]
    these = [a for a, kind in zip(answered, answerable, strict=True) if kind]
    others = [a for a, kind in zip(answered, answerable, strict=True) if not kind]
    cells = (
        f"{len(these)} of {len(answerable)}",
        _auroc(answerable, [one.probability for one in judgements]),
        _auroc(answerable, [one.score for one in judgements]),
        mean([float(one) for one in right]).percent(),
        f"{100 * len(these) / len(answerable):.1f}",
        _share(these),
        _share(others),
    )
    return f"| {name} | {' | '.join(cells)} |"


def _auroc(answerable: Sequence[bool], scores: Sequence[float]) -> str:
    estimate = auroc(answerable, scores)
    return estimate.share() if estimate else ""


def _share(answered: Sequence[bool]) -> str:
    return f"{100 * sum(answered) / len(answered):.1f}" if answered else ""


def _cells(row: Row) -> str:
    cells = (
        f"{100 * row.precision.value:.1f}",
        f"{100 * row.recall.value:.1f}",
        row.f1.percent(),
        f"{100 * row.f1_where_any:.1f}",
        f"{100 * row.corpus.precision:.1f}",
        f"{100 * row.corpus.recall:.1f}",
        f"{100 * row.corpus.f1:.1f}",
    )
    return f"| {row.name} | {' | '.join(cells)} |"
