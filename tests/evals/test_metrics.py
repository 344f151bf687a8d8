import pytest
from hypothesis import given, settings

from assistant.reply import Reason
from assistant.reply_json import ReplyKind
from corpus import Verdict
from evals.case import Assertion, AssertionType, Case
from evals.metrics import (
    METRICS,
    METRICS_BY_NAME,
    Better,
    abstains,
    fully_right,
    passed,
    stated_verdict,
)
from evals.outcome import Outcome
from tests.evals.examples import (
    ACCEPTED,
    CORE,
    CORE_TOO,
    OTHER,
    case,
    cites,
    crashed,
    outcome,
    part,
    requesting,
    silent,
)
from tests.evals.strategies import cases, pairs

ANSWER, ABSTENTION = ReplyKind.ANSWER, ReplyKind.ABSTENTION
HANDOFF, SMALL_TALK = ReplyKind.HANDOFF, ReplyKind.SMALL_TALK
BASKET = Assertion(type=AssertionType.ICONTAINS, values=("basket",))
MEANS = [metric for metric in METRICS if metric.is_mean]
RIGHT, WRONG, OUT = (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)


# What the labels say decides who counts; no reply leaves a mean, and no crash helps one.


@settings(deadline=None)
@given(pair=pairs())
def test_labels_alone_say_which_cases_a_mean_is_about(pair: tuple[Case, Outcome]) -> None:
    asked, got = pair
    for metric in MEANS:
        assert metric.part(asked, got)[1] == metric.part(asked, crashed())[1], metric.name


@settings(deadline=None)
@given(asked=cases())
def test_a_crash_is_as_wrong_as_can_be(asked: Case) -> None:
    for metric in MEANS:
        value, counts = metric.part(asked, crashed())
        assert counts in (0, 1), metric.name
        assert value == (counts if metric.better is Better.LOWER else 0), metric.name


@settings(deadline=None)
@given(pair=pairs())
def test_a_case_adds_a_share(pair: tuple[Case, Outcome]) -> None:
    asked, got = pair
    for metric in METRICS:
        value, counts = metric.part(asked, got)
        assert 0 <= value <= counts <= 1, metric.name


def test_a_metric_is_found_by_its_name() -> None:
    assert len(METRICS_BY_NAME) == len(METRICS)


def test_only_what_is_worse_when_higher_is_better_when_lower() -> None:
    lower = {metric.name for metric in METRICS if metric.better is Better.LOWER}
    assert lower == {"needless_abstention", "unfounded_answers", "verdict_contradicted"}


def test_only_what_the_replies_decide_the_size_of_is_no_mean() -> None:
    assert {metric.name for metric in METRICS if not metric.is_mean} == {
        "answers_right", "abstention_precision",
    }  # fmt: skip


# Fully right.


@pytest.mark.parametrize(
    ("asked", "got"),
    [
        (case(), outcome()),
        (case(), outcome(cited=(cites(CORE_TOO), cites(ACCEPTED)))),
        (case(kinds=(ABSTENTION, ANSWER)), outcome()),
        (case(kinds=(ANSWER, ABSTENTION)), outcome(ABSTENTION)),
        (case(kinds=(ANSWER, ABSTENTION)), outcome(ABSTENTION, cited=(cites(ACCEPTED),))),
        (silent(), outcome(ABSTENTION)),
        (silent(), outcome(ABSTENTION, cited=(cites(OTHER),))),
        (silent(accept=frozenset({ACCEPTED})), outcome(ABSTENTION, cited=(cites(ACCEPTED),))),
    ],
)
def test_a_reply_is_fully_right(asked: Case, got: Outcome) -> None:
    assert part("fully_right", asked, got) == RIGHT
    assert part("passed", asked, got) == RIGHT


@pytest.mark.parametrize(
    ("asked", "got"),
    [
        (case(), outcome(ABSTENTION)),
        (case(), outcome(cited=())),
        (case(), outcome(cited=(cites(ACCEPTED),))),
        (case(), outcome(cited=(cites(CORE), cites(OTHER)))),
        (case(kinds=(ANSWER, ABSTENTION)), outcome(ABSTENTION, cited=(cites(OTHER),))),
        (silent(), outcome()),
        (silent(accept=frozenset()), outcome(ABSTENTION, cited=(cites(OTHER),))),
        (case(), crashed()),
    ],
)
def test_a_reply_is_not_fully_right(asked: Case, got: Outcome) -> None:
    assert part("fully_right", asked, got) == WRONG
    assert part("passed", asked, got) == WRONG


def test_a_citation_of_a_list_stands_for_its_items() -> None:
    whole = outcome(cited=(cites(OTHER, CORE),))
    assert fully_right(case(), whole)
    assert part("core_cited", case(), whole) == RIGHT
    assert part("citation_precision", case(), whole) == RIGHT
    assert part("citation_recall", case(), whole) == (0.5, 1.0)


def test_answerable_cases_have_a_figure_of_their_own() -> None:
    assert part("fully_right_answers", case(), outcome()) == RIGHT
    assert part("fully_right_answers", case(), outcome(ABSTENTION)) == WRONG
    assert part("fully_right_answers", silent(), outcome(ABSTENTION)) == OUT


@pytest.mark.parametrize(
    ("asked", "got"),
    [
        (case(assertions=(BASKET,)), outcome(text="A bag.")),
        (case(verdict=Verdict.YES), outcome(text="No.")),
        (case(), outcome(quote_fidelity=0.5)),
        (requesting(), outcome(ReplyKind.RIGHTS_INTAKE, request={"right": "delete"})),
        (requesting(), outcome(ReplyKind.RIGHTS_INTAKE)),
    ],
    ids=["words", "verdict", "quotes", "request field", "request"],
)
def test_what_is_fully_right_passes_only_if_all_else_is_as_labelled(
    asked: Case, got: Outcome
) -> None:
    assert (fully_right(asked, got), passed(asked, got)) == (True, False)


def test_a_reply_passes_that_is_as_labelled_in_every_way() -> None:
    asked = case(assertions=(BASKET,), verdict=Verdict.YES)
    assert passed(asked, outcome(text="Yes, the basket."))
    filled = {"right": "delete", "name": "Ann"}
    assert passed(requesting(), outcome(ReplyKind.RIGHTS_INTAKE, request=filled))


# Kinds.


def test_any_kind_of_the_labels_is_right() -> None:
    either = case(kinds=(ANSWER, HANDOFF))
    assert part("route_accuracy", either, outcome(HANDOFF)) == RIGHT
    assert part("route_accuracy", either, outcome(SMALL_TALK)) == WRONG


@pytest.mark.parametrize(
    ("kind", "reason", "says_so"),
    [
        (ABSTENTION, Reason.POLICY_SILENT, True),
        (ABSTENTION, Reason.LOW_CONFIDENCE, True),
        (HANDOFF, Reason.UNSAFE, True),
        (HANDOFF, None, True),
        (HANDOFF, Reason.ASKED_FOR_HUMAN, False),
        (ANSWER, None, False),
        (SMALL_TALK, None, False),
        (ReplyKind.RIGHTS_INTAKE, None, False),
    ],
)
def test_a_reply_says_that_the_policy_does_not_answer(
    kind: ReplyKind, reason: Reason | None, says_so: bool
) -> None:
    assert abstains(outcome(kind, reason=reason)) is says_so


def test_abstention_recall_is_about_silent_cases() -> None:
    assert part("abstention_recall", silent(), outcome(ABSTENTION)) == RIGHT
    assert part("abstention_recall", silent(), outcome(SMALL_TALK)) == WRONG
    assert part("abstention_recall", case(), outcome(ABSTENTION)) == OUT
    assert part("abstention_recall", requesting(), outcome(ABSTENTION)) == OUT


def test_abstention_precision_is_about_replies_that_abstain() -> None:
    assert part("abstention_precision", silent(), outcome(ABSTENTION)) == RIGHT
    assert part("abstention_precision", requesting(), outcome(ABSTENTION)) == RIGHT
    assert part("abstention_precision", case(), outcome(ABSTENTION)) == WRONG
    assert part("abstention_precision", case(), outcome()) == OUT
    assert part("abstention_precision", silent(), outcome()) == OUT


def test_an_answerable_case_that_crashed_is_an_abstention_in_vain() -> None:
    assert part("abstention_precision", case(), crashed()) == WRONG
    assert part("abstention_precision", silent(), crashed()) == OUT


def test_needless_abstention_is_about_answerable_cases() -> None:
    assert part("needless_abstention", case(), outcome(ABSTENTION)) == (1.0, 1.0)
    assert part("needless_abstention", case(), outcome()) == (0.0, 1.0)
    assert part("needless_abstention", case(), outcome(SMALL_TALK)) == (0.0, 1.0)
    assert part("needless_abstention", silent(), outcome(ABSTENTION)) == OUT


def test_unfounded_answers_are_about_silent_cases() -> None:
    assert part("unfounded_answers", silent(), outcome()) == (1.0, 1.0)
    assert part("unfounded_answers", silent(), outcome(HANDOFF)) == (0.0, 1.0)
    assert part("unfounded_answers", case(), outcome()) == OUT


def test_right_when_answering_is_about_the_answers_given() -> None:
    assert part("answers_right", case(), outcome()) == RIGHT
    assert part("answers_right", case(), outcome(cited=(cites(OTHER),))) == WRONG
    assert part("answers_right", silent(), outcome()) == WRONG
    assert part("answers_right", case(), outcome(ABSTENTION)) == OUT


@pytest.mark.parametrize("asked", [case(), silent(), requesting()], ids=["answer", "silent", "do"])
def test_a_case_that_crashed_is_a_wrong_answer(asked: Case) -> None:
    assert part("answers_right", asked, crashed()) == WRONG


def test_a_reason_is_judged_where_one_is_labelled() -> None:
    labelled = silent(reasons=(Reason.POLICY_SILENT, Reason.OUTSIDE_POLICY))
    outside = outcome(ABSTENTION, reason=Reason.OUTSIDE_POLICY)
    assert part("reason_accuracy", labelled, outside) == RIGHT
    assert part("reason_accuracy", labelled, outcome(ABSTENTION, reason=Reason.UNSAFE)) == WRONG
    assert part("reason_accuracy", labelled, outcome()) == WRONG
    assert part("reason_accuracy", silent(), outside) == OUT


# Citations and quotes.


def test_core_is_cited_by_an_answer_alone() -> None:
    assert part("core_cited", case(), outcome(cited=(cites(OTHER), cites(CORE)))) == RIGHT
    assert part("core_cited", case(), outcome(cited=(cites(ACCEPTED),))) == WRONG
    assert part("core_cited", case(), outcome(ABSTENTION, cited=(cites(CORE),))) == WRONG
    assert part("core_cited", silent(), outcome()) == OUT


@pytest.mark.parametrize(
    ("cited", "precision", "recall"),
    [
        ((cites(CORE),), 1.0, 0.5),
        ((cites(CORE), cites(CORE_TOO)), 1.0, 1.0),
        ((cites(CORE), cites(ACCEPTED), cites(OTHER)), 2 / 3, 0.5),
        ((cites(CORE), cites(CORE), cites(OTHER), cites(OTHER)), 0.5, 0.5),
        ((cites(OTHER),), 0.0, 0.0),
        ((), 0.0, 0.0),
    ],
)
def test_citations_are_counted(cited: tuple[object, ...], precision: float, recall: float) -> None:
    got = outcome(cited=cited)
    assert part("citation_precision", case(), got) == (precision, 1.0)
    assert part("citation_recall", case(), got) == (recall, 1.0)


def test_what_is_cited_beside_an_abstention_is_no_answers_citation() -> None:
    got = outcome(ABSTENTION, cited=(cites(CORE),))
    assert part("citation_precision", case(), got) == WRONG
    assert part("citation_recall", case(), got) == WRONG
    assert part("citation_precision", silent(), got) == OUT


def test_quote_fidelity_is_a_mean_over_all_cases() -> None:
    assert part("quote_fidelity", silent(), outcome(ABSTENTION, quote_fidelity=0.25)) == (0.25, 1.0)
    assert part("quote_fidelity", case(), outcome()) == RIGHT


# Verdicts.


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Yes, we do.", Verdict.YES),
        ("yes", Verdict.YES),
        ("\n YES: always", Verdict.YES),
        ("No, we don't.", Verdict.NO),
        ("No.", Verdict.NO),
        ("No – never.", Verdict.NO),
        ("It depends on where you live.", Verdict.DEPENDS),
        ("That depends.", Verdict.DEPENDS),
        ("Yes and no.", Verdict.DEPENDS),
        ("Partly.", Verdict.DEPENDS),
        ("In part, yes.", Verdict.DEPENDS),
        ("Sometimes", Verdict.DEPENDS),
        ("Only if you live in California.", Verdict.DEPENDS),
        ("No one can see it.", None),
        ("No-one can see it.", None),
        ("No doubt about that.", None),
        ("Nothing is sold.", None),
        ("Not at all.", None),
        ("None of it.", None),
        ("November is when it was written.", None),
        ("Yesterday we did.", None),
        ("Yesno", None),
        ("It does not depend.", None),
        ("Here is what the policy says: “Yes, we do.”", None),
        ("“No, we don't.”", None),
        ("", None),
    ],
)
def test_a_verdict_is_what_a_reply_begins_with(text: str, verdict: Verdict | None) -> None:
    assert stated_verdict(text) is verdict


def test_a_verdict_is_judged_where_the_question_has_one() -> None:
    assert part("verdict_accuracy", case(verdict=Verdict.NO), outcome(text="No.")) == RIGHT
    assert part("verdict_accuracy", case(verdict=Verdict.NO), outcome(text="Yes.")) == WRONG
    assert part("verdict_accuracy", case(verdict=Verdict.NO), outcome(text="“No.”")) == WRONG
    assert part("verdict_accuracy", case(verdict=Verdict.DEPENDS), outcome(text="Partly")) == RIGHT
    assert part("verdict_accuracy", case(verdict=Verdict.STATES), outcome(text="No.")) == OUT
    assert part("verdict_accuracy", case(), outcome(text="No.")) == OUT


@pytest.mark.parametrize(
    ("verdict", "text", "contradicted"),
    [
        (Verdict.YES, "No.", 1.0),
        (Verdict.NO, "Yes.", 1.0),
        (Verdict.YES, "Yes.", 0.0),
        (Verdict.YES, "It depends.", 0.0),
        (Verdict.NO, "So it is.", 0.0),
        (Verdict.DEPENDS, "Yes.", 0.0),
    ],
)
def test_a_verdict_is_contradicted_by_its_opposite_alone(
    verdict: Verdict, text: str, contradicted: float
) -> None:
    got = outcome(text=text)
    assert part("verdict_contradicted", case(verdict=verdict), got) == (contradicted, 1.0)


def test_what_states_something_contradicts_nothing() -> None:
    assert part("verdict_contradicted", case(verdict=Verdict.STATES), outcome(text="No")) == OUT


# Words and requests.


def test_every_assertion_has_to_hold() -> None:
    both = (BASKET, Assertion(type=AssertionType.NOT_ICONTAINS, values=("bag",)))
    assert part("assertions", case(assertions=both), outcome(text="a basket")) == RIGHT
    assert part("assertions", case(assertions=both), outcome(text="a basket, a bag")) == WRONG
    assert part("assertions", case(), outcome(text="a basket")) == OUT


@pytest.mark.parametrize(
    ("request_", "right", "exact"),
    [
        ({"right": "delete", "name": "Ann"}, RIGHT, RIGHT),
        ({"right": "delete"}, RIGHT, WRONG),
        ({"right": "delete", "name": "Bob"}, RIGHT, WRONG),
        ({"right": "delete", "name": "Ann", "state": "CA"}, RIGHT, WRONG),
        ({"right": "know", "name": "Ann"}, WRONG, WRONG),
        (None, WRONG, WRONG),
    ],
)
def test_a_request_is_judged_by_its_right_and_by_every_field(
    request_: dict[str, str] | None, right: object, exact: object
) -> None:
    got = outcome(ReplyKind.RIGHTS_INTAKE, request=request_)
    assert part("request_right", requesting(), got) == right
    assert part("request_exact", requesting(), got) == exact


def test_a_request_is_not_judged_where_none_is_labelled() -> None:
    got = outcome(request={"right": "delete"})
    assert part("request_right", case(), got) == OUT
    assert part("request_exact", case(), got) == OUT


# What was found.


def test_what_was_found_is_judged_for_answerable_cases() -> None:
    found = outcome(found=(OTHER, CORE))
    assert part("hit_at_1", case(), found) == WRONG
    assert part("hit_at_3", case(), found) == RIGHT
    assert part("mrr_at_10", case(), found) == (0.5, 1.0)
    assert part("hit_at_3", silent(), found) == OUT


def test_what_was_found_needs_an_explanation() -> None:
    explained = {metric.name for metric in METRICS if metric.explained}
    assert explained == {
        "hit_at_1", "hit_at_3", "hit_at_5", "hit_at_10", "recall_at_5", "recall_at_10",
        "mrr_at_10", "ndcg_at_10",
    }  # fmt: skip
