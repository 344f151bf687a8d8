import pytest

from assistant.reason import Reason
from assistant.reply_json import ReplyKind
from corpus import Verdict
from evals.case import Assertion, AssertionType, Case
from evals.cited import Cited
from evals.judgement import abstains, asks_back, fully_right, offers_right, passed
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

ANSWER, ABSTENTION = ReplyKind.ANSWER, ReplyKind.ABSTENTION
CLARIFICATION = ReplyKind.CLARIFICATION
HANDOFF, SMALL_TALK = ReplyKind.HANDOFF, ReplyKind.SMALL_TALK
BASKET = Assertion(type=AssertionType.ICONTAINS, values=("basket",))
RIGHT, WRONG = (1.0, 1.0), (0.0, 1.0)


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
        (CLARIFICATION, None, False),
        (ReplyKind.RIGHTS_INTAKE, None, False),
    ],
)
def test_a_reply_says_that_the_policy_does_not_answer(
    kind: ReplyKind, reason: Reason | None, says_so: bool
) -> None:
    assert abstains(outcome(kind, reason=reason)) is says_so


@pytest.mark.parametrize("kind", ReplyKind)
def test_only_a_clarification_asks_back(kind: ReplyKind) -> None:
    options = ((cites(CORE),), (cites(OTHER),))
    got = outcome(kind, options=options)
    assert asks_back(got) is offers_right(case(), got) is (kind is CLARIFICATION)


@pytest.mark.parametrize(
    ("option", "right"),
    [
        ((cites(CORE),), True),
        ((cites(ACCEPTED), cites(CORE_TOO)), True),
        ((cites(OTHER, CORE),), True),
        ((cites(CORE), cites(OTHER)), False),
        ((cites(ACCEPTED),), False),
        ((cites(OTHER),), False),
        ((), False),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_one_option_has_to_lead_to_an_answer_that_is_right(
    option: tuple[Cited, ...], right: bool, first: bool
) -> None:
    options = (option, (cites(OTHER),))
    got = asking(*(options if first else reversed(options)))
    assert offers_right(case(), got) is right


def test_two_halves_of_an_answer_are_no_right_option() -> None:
    assert not offers_right(case(), asking((cites(ACCEPTED),), (cites(CORE), cites(OTHER))))


def test_asking_back_is_right_where_the_labels_have_it_and_an_option_is() -> None:
    either = case(kinds=(ANSWER, CLARIFICATION))
    assert part("fully_right", either, asking((cites(CORE),), (cites(OTHER),))) == RIGHT
    assert part("passed", either, asking((cites(CORE),), (cites(OTHER),))) == RIGHT
    assert part("fully_right", either, asking((cites(ACCEPTED),), (cites(OTHER),))) == WRONG
    assert part("fully_right", case(), asking((cites(CORE),), (cites(OTHER),))) == WRONG


def test_asking_back_is_right_with_any_options_where_nothing_is_core() -> None:
    vague = silent(kinds=(CLARIFICATION,))
    assert part("fully_right", vague, asking((cites(OTHER),), (cites(ACCEPTED),))) == RIGHT
    either = silent(kinds=(ABSTENTION, CLARIFICATION))
    assert part("fully_right", either, asking((cites(OTHER),), (cites(ACCEPTED),))) == RIGHT
