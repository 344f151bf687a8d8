"""Writing down that somebody looked at an answer again."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import MalformedAnswers, Policy, Shelf, UnknownAnswer
from corpus.answer_file import read_answers
from corpus.answer_stamp import stamp
from tests.corpus.answer_entries import (
    AGE,
    ASK,
    COOKIES,
    POLICY,
    SHARING,
    entry,
    resting_on,
    silence,
    written,
)  # fmt: skip

PATH = Path("answers.yaml")
TODAY = date(2030, 5, 6)
Read = Callable[[str], Policy]
SHIPPED = (Shelf().folder / "crypjama" / "answers.yaml").read_text(encoding="utf-8")


@pytest.fixture
def policy(read: Read) -> Policy:
    return read(POLICY)


@pytest.fixture
def changed(read: Read) -> Policy:
    """With other words in every clause that the answers rest on."""
    return read(POLICY.replace("carriers", "posts").replace("in the app", "in apps"))


def stamped(content: str, policy: Policy, *ids: str, **options: Any) -> str:
    return stamp(content, policy, path=PATH, answer_ids=ids, on=TODAY, **options)


def test_a_stamped_answer_is_used_again(policy: Policy, changed: Policy) -> None:
    content = stamped(written(entry(policy), silence(policy)), changed, "selling")
    found = read_answers(content, changed, path=PATH)
    assert [(one.answer_id, one.reviewed_on) for one in found.current] == [("selling", TODAY)]
    assert [one.answer_id for one in found.stale] == ["keeping"]


def test_only_digests_and_the_date_are_written(policy: Policy, changed: Policy) -> None:
    content = "# by hand – “kept”\n" + written(entry(policy), silence(policy)) + "# end\n"
    by_hand = content.replace("id: selling\n", "id:   selling  # this one\n")
    new = stamped(by_hand, changed, "selling")
    wanted = by_hand.replace(policy.clause(SHARING).digest, changed.clause(SHARING).digest)
    assert new == wanted.replace("2026-01-02", "2030-05-06", 1)


def test_line_ends_from_windows_stay(policy: Policy, changed: Policy) -> None:
    content = written(entry(policy), silence(policy, clauses={}))
    new = stamped(content.replace("\n", "\r\n"), changed, "selling", "keeping")
    assert new == stamped(content, changed, "selling", "keeping").replace("\n", "\r\n")


def test_who_looked_is_written_when_it_is_said(policy: Policy) -> None:
    content = stamped(written(entry(policy)), policy, "selling", by="Ann O'Hara: counsel")
    [answer] = read_answers(content, policy, path=PATH).current
    assert answer.reviewed_by == "Ann O'Hara: counsel"


@pytest.mark.parametrize("clauses", [{}, {SHARING: "0" * 16}, {SHARING: "0" * 16, ASK: "1" * 16}])
def test_missing_digests_are_added(policy: Policy, clauses: dict[str, str]) -> None:
    one = resting_on(policy, SHARING, AGE, clauses=clauses)
    new = stamped(written(silence(policy), one), policy, "selling")
    assert [answer.answer_id for answer in read_answers(new, policy, path=PATH).current] == [
        "keeping", "selling",
    ]  # fmt: skip
    assert "\n    shop/sharing/2: " in new
    assert " \n" not in new


def test_a_clause_that_is_gone_and_no_longer_needed_is_dropped(policy: Policy) -> None:
    one = entry(policy)
    one["clauses"]["shop/old/1"] = "0" * 16
    new = stamped(written(one), policy, "selling")
    assert "shop/old/1" not in new
    assert read_answers(new, policy, path=PATH).current


def test_an_answer_that_rests_on_a_clause_that_is_gone_is_refused(
    policy: Policy, read: Read
) -> None:
    without = read(POLICY.partition("## Cookies")[0])
    with pytest.raises(MalformedAnswers, match=f"keeping rests on {COOKIES}, which is gone"):
        stamped(written(silence(policy)), without, "keeping")


def test_an_answer_whose_quote_is_gone_is_refused(policy: Policy, read: Read) -> None:
    changed = read(POLICY.replace("We sell no data.", "We sell data."))
    with pytest.raises(MalformedAnswers, match="doesn't hold these words: We sell no data"):
        stamped(written(entry(policy)), changed, "selling")


def test_an_unknown_answer_is_refused_with_near_ones(policy: Policy) -> None:
    with pytest.raises(UnknownAnswer, match=r"'seling'\. Did you mean selling\?"):
        stamped(written(entry(policy)), policy, "seling")


def test_a_file_with_faults_is_not_stamped(policy: Policy) -> None:
    with pytest.raises(MalformedAnswers, match="verdict"):
        stamped(written(entry(policy), silence(policy, verdict="no")), policy, "selling")


@settings(max_examples=4, deadline=None)
@given(ids=st.sets(st.sampled_from(["selling", "selling-meaning", "gdpr-rights", "retention"])))
def test_stamping_the_shipped_answers_changes_their_dates_alone(ids: set[str]) -> None:
    before = SHIPPED.split("\n- id: ")
    after = stamped(SHIPPED, Shelf().load("crypjama"), *ids).split("\n- id: ")
    for old, new in zip(before, after, strict=True):
        looked_at = old.partition("\n")[0] in ids
        assert new == (old.replace("on: 2026-11-22", "on: 2030-05-06") if looked_at else old)
