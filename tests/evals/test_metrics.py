import pytest
from hypothesis import given, settings

from assistant.reason import Reason
from assistant.reply_json import ReplyKind
from corpus import Verdict
from evals.case import Assertion, AssertionType, Case
from evals.metric import Better
from evals.metrics import METRICS, METRICS_BY_NAME
from evals.outcome import Outcome
from tests.evals.examples import (
    ACCEPTED,
    CORE,
    CORE_TOO,
    OTHER,
    asking,
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
    assert lower == {
        "needless_abstention", "unfounded_answers", "verdict_contradicted", "asked_back", "brier",
    }  # fmt: skip


def test_only_what_the_replies_decide_the_size_of_is_no_mean() -> None:
    assert {metric.name for metric in METRICS if not metric.is_mean} == {
        "answers_right", "abstention_precision", "right_among_choices",
    }  # fmt: skip


# Kinds.


def test_answerable_cases_have_a_figure_of_their_own() -> None:
    assert part("fully_right_answers", case(), outcome()) == RIGHT
    assert part("fully_right_answers", case(), outcome(ABSTENTION)) == WRONG
    assert part("fully_right_answers", silent(), outcome(ABSTENTION)) == OUT


def test_any_kind_of_the_labels_is_right() -> None:
    either = case(kinds=(ANSWER, HANDOFF))
    assert part("route_accuracy", either, outcome(HANDOFF)) == RIGHT
    assert part("route_accuracy", either, outcome(SMALL_TALK)) == WRONG


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


# Asking back.


def test_asking_back_is_counted_over_all_cases() -> None:
    for asked in (case(), silent(), requesting()):
        assert part("asked_back", asked, asking((cites(OTHER),))) == (1.0, 1.0)
        assert part("asked_back", asked, outcome()) == (0.0, 1.0)


def test_right_among_choices_is_about_answerable_cases_that_were_asked_back() -> None:
    right, wrong = (cites(CORE), cites(ACCEPTED)), (cites(CORE), cites(OTHER))
    assert part("right_among_choices", case(), asking(wrong, right)) == RIGHT
    assert part("right_among_choices", case(), asking(wrong, wrong)) == WRONG
    assert part("right_among_choices", case(), outcome()) == OUT
    assert part("right_among_choices", case(), outcome(ABSTENTION)) == OUT
    assert part("right_among_choices", silent(), asking(right, wrong)) == OUT
    assert part("right_among_choices", requesting(), asking(right, wrong)) == OUT


def test_an_answerable_case_that_crashed_was_asked_back_in_vain() -> None:
    assert part("right_among_choices", case(), crashed()) == WRONG
    assert part("right_among_choices", silent(), crashed()) == OUT


def test_right_or_a_choice_is_about_answerable_cases() -> None:
    right, wrong = (cites(CORE),), (cites(ACCEPTED),)
    assert part("right_or_choice", case(), outcome()) == RIGHT
    assert part("right_or_choice", case(), asking(wrong, right)) == RIGHT
    assert part("right_or_choice", case(), asking(wrong, wrong)) == WRONG
    assert part("right_or_choice", case(), outcome(cited=wrong)) == WRONG
    assert part("right_or_choice", case(), outcome(ABSTENTION)) == WRONG
    assert part("right_or_choice", silent(), outcome(ABSTENTION)) == OUT


@pytest.mark.parametrize(
    ("metric", "asked", "counted"),
    [
        ("abstention_recall", silent(), WRONG),
        ("abstention_precision", case(), OUT),
        ("abstention_precision", silent(), OUT),
        ("needless_abstention", case(), WRONG),
        ("unfounded_answers", silent(), WRONG),
        ("answers_right", case(), OUT),
        ("answers_right", silent(), OUT),
        ("core_cited", case(), WRONG),
        ("citation_precision", case(), WRONG),
        ("citation_recall", case(), WRONG),
        ("fully_right_answers", case(), WRONG),
        ("route_accuracy", case(), WRONG),
        ("verdict_accuracy", case(verdict=Verdict.YES), WRONG),
        ("verdict_contradicted", case(verdict=Verdict.YES), WRONG),
    ],
)
def test_asking_back_is_neither_an_answer_nor_an_abstention(
    metric: str, asked: Case, counted: object
) -> None:
    """Though an option would be right, and though the reply itself cites."""
    got = asking((cites(CORE),), (cites(CORE_TOO),), cited=(cites(CORE),))
    assert part(metric, asked, got) == counted


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


def test_what_was_found_and_how_surely_needs_an_explanation() -> None:
    explained = {metric.name for metric in METRICS if metric.explained}
    assert explained == {
        "brier", "hit_at_1", "hit_at_3", "hit_at_5", "hit_at_10", "recall_at_5", "recall_at_10",
        "mrr_at_10", "ndcg_at_10",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "probability", "error"),
    [
        (case(), 0.75, 0.0625),
        (silent(), 0.75, 0.5625),
        (case(), 1.0, 0.0),
        (silent(), 1.0, 1.0),
        (case(), None, 1.0),
        (silent(), None, 1.0),
    ],
)
def test_a_probability_is_as_wrong_as_it_is_far_off(
    asked: Case, probability: float | None, error: float
) -> None:
    assert part("brier", asked, outcome(probability=probability)) == (error, 1.0)


def test_a_probability_is_judged_where_the_policy_answers_or_is_silent() -> None:
    assert part("brier", requesting(), outcome(probability=0.5)) == OUT
    either = case(kinds=(ANSWER, ABSTENTION))
    assert part("brier", either, outcome(probability=0.5)) == OUT
