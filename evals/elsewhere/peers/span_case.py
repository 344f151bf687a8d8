"""Questions about a document with the spans that answer them, wherever they come from."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from assistant.labelled import Expect, LabelledQuestion
from assistant.reason import Reason
from corpus import Policy
from evals.case import CaseSet
from evals.elsewhere.public_sets import RealQuestion, Span, SpanQuestion
from evals.source_lines import SourceLines


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanCase:
    """A question, and where its answer stands."""

    text: str
    document: str
    core: tuple[Span, ...]
    """What answers; empty where the document is silent."""
    accept: tuple[Span, ...] = ()
    """What is right beside it."""

    @property
    def answerable(self) -> bool:
        """Whether the document answers."""
        return bool(self.core)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanSet:
    """Cases with the documents that they are about."""

    name: str
    documents: tuple[Policy, ...]
    cases: tuple[SpanCase, ...]


def of_cases(policy: Policy, cases: CaseSet) -> SpanSet:
    """The cases of one turn that the policy answers or is silent on.

    A follow-up can't be understood by itself, and what is about something else is no silence.
    """
    return SpanSet(
        name=f"cases of {policy.title}, {policy.company}",
        documents=(policy,),
        cases=tuple(
            _span_case(policy, case.turns[0], case.core, case.accept or ())
            for case in cases.cases
            if len(case.turns) == 1
            and (case.answerable or (case.silent and Reason.POLICY_SILENT in case.reasons))
        ),
    )


def of_labelled(policy: Policy, questions: Sequence[LabelledQuestion]) -> SpanSet:
    """The labelled questions that the policy answers or is silent on."""
    return SpanSet(
        name=f"labelled questions of {policy.title}, {policy.company}",
        documents=(policy,),
        cases=tuple(
            _span_case(policy, question.text, question.core, question.accept)
            for question in questions
            if question.expect in (Expect.ANSWER, Expect.SILENT)
        ),
    )


def of_real(policy: Policy, lines: SourceLines, questions: Sequence[RealQuestion]) -> SpanSet:
    """Real questions, whose answers are lines of the text as received; the clauses on them."""
    standing = {c.clause_id: lines.within(c.start, c.end) for c in policy.clauses}

    def on(wanted: Set[int]) -> list[str]:
        return [clause_id for clause_id, stood in standing.items() if stood & wanted]

    return SpanSet(
        name="real questions",
        documents=(policy,),
        cases=tuple(
            _span_case(policy, question.text, on(question.core), on(question.accept))
            for question in questions
        ),
    )


def of_spans(documents: Sequence[Policy], questions: Sequence[SpanQuestion]) -> SpanSet:
    """LegalBench-RAG's questions, the asked document alone."""
    return SpanSet(
        name="LegalBench-RAG, PrivacyQA part",
        documents=tuple(documents),
        cases=tuple(
            SpanCase(text=question.text, document=question.document, core=question.spans)
            for question in questions
        ),
    )


def _span_case(policy: Policy, text: str, core: Iterable[str], accept: Iterable[str]) -> SpanCase:
    return SpanCase(
        text=text,
        document=policy.policy_id,
        core=_spans(policy, core),
        accept=_spans(policy, accept),
    )


def _spans(policy: Policy, clause_ids: Iterable[str]) -> tuple[Span, ...]:
    clauses = [policy.clause(clause_id) for clause_id in clause_ids]
    return tuple(sorted((clause.start, clause.end) for clause in clauses))
