"""What is told of a clause that takes an answer out of use."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus import Policy
from corpus.answer_file import read_answers
from corpus.stale_clause import what_became
from tests.corpus.answer_entries import COOKIES, POLICY, SHARING, entry, silence, written

Read = Callable[[str], Policy]


@pytest.fixture
def policy(read: Read) -> Policy:
    return read(POLICY)


def lines(one: dict[str, Any], clause_id: str, policy: Policy, old: Policy | None) -> list[str]:
    [stale] = read_answers(written(one), policy, path=Path("answers.yaml")).stale
    return list(what_became(stale, clause_id, policy, old))


def test_beside_the_old_policy_the_words_are_compared(policy: Policy, read: Read) -> None:
    new = read(POLICY.replace("no data", "all data"))
    assert lines(entry(policy), SHARING, new, policy) == [
        "We sell [-no-] {+all+} data. We share your address with carriers."
    ]


def test_an_old_policy_that_is_not_the_reviewed_one_is_not_compared(
    policy: Policy, read: Read
) -> None:
    new = read(POLICY.replace("no data", "all data"))
    older = read(POLICY.replace("no data", "some data"))
    assert lines(entry(policy), SHARING, new, older) == lines(entry(policy), SHARING, new, None)


def test_without_the_old_policy_a_quote_that_is_gone_is_named(policy: Policy, read: Read) -> None:
    new = read(POLICY.replace("no data", "all data"))
    assert lines(entry(policy), SHARING, new, None) == [
        "no longer there: “We sell no data.”",
        "it reads now: We sell all data. We share your address with carriers.",
    ]


def test_a_quote_that_still_stands_is_named(policy: Policy, read: Read) -> None:
    new = read(POLICY.replace("carriers", "posts"))
    assert lines(entry(policy), SHARING, new, None)[0] == "still there: “We sell no data.”"


def test_a_quote_that_stands_elsewhere_now_is_named_with_its_place(
    policy: Policy, read: Read
) -> None:
    moved = POLICY.replace("We sell no data. ", "") + "\n## Selling\n\nWe sell no data. Never.\n"
    assert "now at shop/selling/1: “We sell no data.”" in lines(
        entry(policy), SHARING, read(moved), None
    )


def test_a_renamed_clause_is_found_by_its_digest(policy: Policy, read: Read) -> None:
    new = read(POLICY.replace("## Cookies", "## Crumbs"))
    assert lines(silence(policy), COOKIES, new, None) == [
        "the same words stand at shop/crumbs/1 now"
    ]


def test_the_words_that_were_lost_with_a_clause_are_shown(policy: Policy, read: Read) -> None:
    new = read(POLICY.partition("## Cookies")[0])
    assert lines(silence(policy), COOKIES, new, policy) == [
        "[-You can refuse cookies. You can refuse cookies in the app.-]"
    ]


def test_a_clause_that_nobody_reviewed_is_shown_as_it_reads(policy: Policy) -> None:
    assert lines(entry(policy, clauses={}), SHARING, policy, None) == [
        "it reads: We sell no data. We share your address with carriers."
    ]
