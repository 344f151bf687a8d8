from dataclasses import replace

import pytest

from assistant.reply_json import ReplyKind
from corpus import Verdict
from evals.case import Assertion, AssertionType, CaseSet
from tests.evals.examples import ACCEPTED, CORE, CORE_TOO, case, requesting, silent


@pytest.mark.parametrize(
    ("kind", "values", "text", "holds"),
    [
        ("icontains", ["Basket"], "your basKET", True),
        ("icontains", ["basket"], "your bag", False),
        ("icontains", ["STRASSE"], "eine Straße", True),
        ("icontains-any", ["bag", "basket"], "a basket", True),
        ("icontains-any", ["bag", "basket"], "a box", False),
        ("icontains-all", ["bag", "basket"], "a bag in a basket", True),
        ("icontains-all", ["bag", "basket"], "a basket", False),
        ("not-icontains", ["Bag"], "a basket", True),
        ("not-icontains", ["Bag"], "a BAG", False),
        ("not-icontains-any", ["bag", "box"], "a basket", True),
        ("not-icontains-any", ["bag", "box"], "a box", False),
        ("regex", [r"^\d+ days$"], "45 days", True),
        ("regex", ["days"], "45 days", True),
        ("regex", [r"\d+ days"], "some days", False),
        ("not-regex", [r"\d{3}"], "45 days", True),
        ("not-regex", [r"\d{2}"], "45 days", False),
    ],
)
def test_an_assertion_holds_as_its_type_says(
    kind: str, values: list[str], text: str, holds: bool
) -> None:
    asserted = Assertion(type=AssertionType(kind), values=tuple(values))
    assert asserted.holds(text) is holds


def test_a_case_where_either_is_right_is_neither_answerable_nor_silent() -> None:
    either = (ReplyKind.ABSTENTION, ReplyKind.ANSWER)
    assert (case().answerable, case().silent) == (True, False)
    assert (silent().answerable, silent().silent) == (False, True)
    assert (case(kinds=either).answerable, case(kinds=either).silent) == (False, False)
    assert (case(kinds=either[::-1]).answerable, case(kinds=either[::-1]).silent) == (False, False)
    assert (requesting().answerable, requesting().silent) == (False, False)


def test_core_and_accepted_clauses_may_be_cited() -> None:
    assert case().citable == {CORE, CORE_TOO, ACCEPTED}


def test_citations_are_not_judged_where_nothing_is_said_of_them() -> None:
    assert silent().citable is None


def test_replies_can_be_compared_as_long_as_the_same_is_typed() -> None:
    asked = case(turns=("one", "two"))
    assert asked.question_sha256 == replace(asked, verdict=Verdict.NO).question_sha256
    others = [("one two",), ("two", "one"), ("one", "two "), ("one",)]
    digests = {replace(asked, turns=turns).question_sha256 for turns in others}
    assert len(digests - {asked.question_sha256}) == 4


def test_a_case_is_found_by_its_id() -> None:
    one, two = case(case_id="one"), case(case_id="two")
    held = CaseSet(name="set", policy_id="shop", cases=(one, two))
    assert (held.case("two"), held.case("three")) == (two, None)


def test_a_set_is_the_same_in_any_order_and_with_any_labels() -> None:
    one, two = case(case_id="one"), case(case_id="two", turns=("or so?",))
    held = CaseSet(name="set", policy_id="shop", cases=(one, two))
    turned = replace(held, cases=(two, replace(one, tags=("other",))))
    assert held.sha256 == turned.sha256


def test_a_set_is_another_one_where_something_else_is_typed_or_under_another_id() -> None:
    held = CaseSet(name="set", policy_id="shop", cases=(case(),))
    other = [case(turns=("else?",)), case(case_id="else")]
    assert held.sha256 not in {replace(held, cases=(one,)).sha256 for one in other}
