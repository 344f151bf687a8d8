from assistant.labelled import Expect, LabelledQuestion
from assistant.reason import Reason
from assistant.reply_json import ReplyKind
from corpus import Policy, Shelf
from evals.case import Case, CaseSet
from evals.elsewhere.peers.span_case import of_cases, of_labelled, of_real, of_spans
from evals.elsewhere.public_sets import RealQuestion, SpanQuestion
from evals.source_lines import SourceLines

SECURITY = "crypjama/security/2"


def case(name: str, kind: ReplyKind, *turns: str, reason: Reason | None = None) -> Case:
    return Case(
        case_id=name,
        turns=turns,
        kinds=(kind,),
        reasons=(reason,) if reason else (),
        core=frozenset({SECURITY}) if kind is ReplyKind.ANSWER else frozenset(),
    )


def test_clauses_become_their_spans(policy: Policy) -> None:
    asked = LabelledQuestion(
        question_id="q", text="safe?", expect=Expect.ANSWER, core=(SECURITY,), accept=()
    )
    (only,) = of_labelled(policy, [asked]).cases
    clause = policy.clause(SECURITY)
    assert only.core == ((clause.start, clause.end),)
    assert only.answerable


def test_only_single_turns_that_are_answered_or_met_with_silence_are_taken(policy: Policy) -> None:
    cases = CaseSet(
        name="x",
        policy_id="crypjama",
        cases=(
            case("answer", ReplyKind.ANSWER, "is it safe?"),
            case("follow-up", ReplyKind.ANSWER, "hello", "and is it safe?"),
            case("silent", ReplyKind.ABSTENTION, "drones?", reason=Reason.POLICY_SILENT),
            case("outside", ReplyKind.ABSTENTION, "weather?", reason=Reason.OUTSIDE_POLICY),
            case("hello", ReplyKind.SMALL_TALK, "hello"),
        ),
    )
    taken = of_cases(policy, cases).cases
    assert [(one.text, one.answerable) for one in taken] == [
        ("is it safe?", True), ("drones?", False),
    ]  # fmt: skip


def test_lines_of_the_text_as_received_become_the_clauses_on_them(policy: Policy) -> None:
    lines = SourceLines(policy, Shelf().source("crypjama") or "")
    asked = RealQuestion(text="?", answerable=True, core=frozenset({9}), accept=frozenset())
    (only,) = of_real(policy, lines, [asked]).cases
    clause = policy.clause(SECURITY)
    assert (clause.start, clause.end) in only.core


def test_spans_stay_what_they_are(policy: Policy) -> None:
    asked = SpanQuestion(text="?", query="X: ?", document="crypjama", spans=((3, 9),))
    (only,) = of_spans([policy], [asked]).cases
    assert (only.text, only.document, only.core) == ("?", "crypjama", ((3, 9),))
