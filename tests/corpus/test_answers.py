"""The reviewed answers of a policy: which are used, and which a change takes out of use."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Answers, Audience, MalformedAnswers, Policy, Shelf, Support, Verdict
from corpus.answer_file import asked_as, read_answers
from corpus.answers import StaleCause
from tests.corpus.answer_entries import (
    AGE,
    ASK,
    COOKIES,
    POLICY,
    SHARING,
    SHOE,
    WAYS,
    entry,
    resting_on,
    silence,
    written,
)  # fmt: skip

PATH = Path("answers.yaml")
Read = Callable[[str], Policy]


@pytest.fixture
def policy(read: Read) -> Policy:
    return read(POLICY)


def answers(policy: Policy, *entries: dict[str, Any]) -> Answers:
    return read_answers(written(*entries), policy, path=PATH)


def problems(policy: Policy, *entries: dict[str, Any]) -> list[str]:
    with pytest.raises(MalformedAnswers) as refused:
        answers(policy, *entries)
    return [fault.problem for fault in refused.value.faults]


def test_an_answer_holds_what_its_entry_says(policy: Policy) -> None:
    [answer] = answers(policy, entry(policy)).current
    assert (answer.answer_id, answer.family) == ("selling", "selling")
    assert (answer.is_silence, answer.verdict) == (False, Verdict.NO)
    assert answer.asked == WAYS
    assert [sentence.text for sentence in answer.sentences] == ["No. The shop sells no data."]
    assert (answer.reviewed_by, answer.reviewed_on) == ("somebody", date(2026, 1, 2))
    assert answer.digests == {SHARING: policy.clause(SHARING).digest}


def test_a_silence_has_no_verdict_and_may_rest_on_nothing(policy: Policy) -> None:
    [answer] = answers(policy, silence(policy)).current
    assert (answer.is_silence, answer.verdict) == (True, None)
    assert [len(sentence.supports) for sentence in answer.sentences] == [0, 1]


def test_a_quote_is_a_span_of_the_policy(policy: Policy) -> None:
    [answer] = answers(policy, entry(policy)).current
    [support] = answer.sentences[0].supports
    assert support.clause_id == SHARING
    assert policy.text[support.start : support.end] == "We sell no data."


def test_without_a_quote_the_whole_clause_supports(policy: Policy) -> None:
    [answer] = answers(policy, silence(policy)).current
    clause = policy.clause(COOKIES)
    assert answer.sentences[1].supports == (
        Support(clause_id=COOKIES, start=clause.start, end=clause.end),
    )


def test_words_that_stand_twice_in_a_clause_are_quoted_where_they_come_first(
    policy: Policy,
) -> None:
    says = [{"says": "Yes.", "rests_on": [{"clause": COOKIES, "quote": "can refuse cookies"}]}]
    [answer] = answers(policy, resting_on(policy, COOKIES, answer=says)).current
    [support] = answer.sentences[0].supports
    assert support.start == policy.clause(COOKIES).start + len("You ")


def test_answers_keep_the_order_of_the_file(policy: Policy) -> None:
    read = answers(policy, silence(policy), entry(policy)).current
    assert [answer.answer_id for answer in read] == ["keeping", "selling"]


@pytest.mark.parametrize("content", ["", "# none yet\n", "[]"])
def test_an_empty_file_has_no_answers(policy: Policy, content: str) -> None:
    assert read_answers(content, policy, path=PATH) == Answers()


def test_a_policy_without_the_file_has_no_answers(shelf: Shelf) -> None:
    assert shelf.answers(shelf.load("shop")) == Answers()


def test_the_shelf_reads_the_answers_beside_the_policy(shelf: Shelf) -> None:
    policy = shelf.load("shop")
    path = shelf.folder / "shop" / "answers.yaml"
    path.write_text(written(entry(policy)), encoding="utf-8-sig")
    assert [answer.answer_id for answer in shelf.answers(policy).current] == ["selling"]


def test_the_shelf_refuses_answers_with_faults(shelf: Shelf) -> None:
    policy = shelf.load("shop")
    path = shelf.folder / "shop" / "answers.yaml"
    path.write_text(written(entry(policy, verdict="maybe")), encoding="utf-8")
    with pytest.raises(MalformedAnswers, match=r"answers\.yaml:\d+: verdict: "):
        shelf.answers(policy)


# What a new version of the policy does.


def test_a_changed_clause_takes_exactly_its_answers_out_of_use(policy: Policy, read: Read) -> None:
    content = written(entry(policy), silence(policy))
    found = read_answers(content, read(POLICY.replace("no data", "all data")), path=PATH)
    assert [answer.answer_id for answer in found.current] == ["keeping"]
    [stale] = found.stale
    assert (stale.answer_id, dict(stale.causes)) == ("selling", {SHARING: StaleCause.CHANGED})


def test_a_change_beside_the_quote_takes_the_answer_out_of_use(policy: Policy, read: Read) -> None:
    changed = read(POLICY.replace("with carriers", "with everybody"))
    found = read_answers(written(entry(policy)), changed, path=PATH)
    assert (found.current, len(found.stale)) == ((), 1)


def test_a_clause_that_is_gone_takes_its_answers_out_of_use(policy: Policy, read: Read) -> None:
    content = written(entry(policy), silence(policy))
    found = read_answers(content, read(POLICY.partition("## Cookies")[0]), path=PATH)
    assert [answer.answer_id for answer in found.current] == ["selling"]
    assert dict(found.stale[0].causes) == {COOKIES: StaleCause.GONE}


def test_a_renamed_clause_takes_its_answers_out_of_use(policy: Policy, read: Read) -> None:
    content = written(entry(policy), silence(policy))
    found = read_answers(content, read(POLICY.replace("## Cookies", "## Crumbs")), path=PATH)
    assert [answer.answer_id for answer in found.current] == ["selling"]
    assert dict(found.stale[0].causes) == {COOKIES: StaleCause.GONE}


def test_a_changed_lead_in_takes_what_rests_on_its_items_out_of_use(
    policy: Policy, read: Read
) -> None:
    one = resting_on(policy, SHOE)
    one["clauses"][ASK] = policy.clause(ASK).digest
    assert answers(policy, one).current
    found = read_answers(written(one), read(POLICY.replace("never ask", "ask")), path=PATH)
    assert dict(found.stale[0].causes) == {ASK: StaleCause.CHANGED}


def test_a_clause_that_nobody_has_stamped_keeps_an_answer_out_of_use(policy: Policy) -> None:
    found = answers(policy, entry(policy, clauses={}))
    assert found.current == ()
    assert dict(found.stale[0].causes) == {SHARING: StaleCause.UNREVIEWED}


def test_an_item_asks_for_the_stamp_of_its_lead_in(policy: Policy) -> None:
    [stale] = answers(policy, resting_on(policy, AGE)).stale
    assert dict(stale.causes) == {ASK: StaleCause.UNREVIEWED}


def test_a_clause_may_be_watched_that_no_sentence_rests_on(policy: Policy, read: Read) -> None:
    one = entry(policy)
    one["clauses"][COOKIES] = policy.clause(COOKIES).digest
    changed = read(POLICY.replace("You can refuse cookies.", "You can't refuse cookies."))
    assert answers(policy, one).current
    assert dict(read_answers(written(one), changed, path=PATH).stale[0].causes) == {
        COOKIES: StaleCause.CHANGED
    }


def test_the_quotes_of_a_stale_answer_are_no_fault(policy: Policy, read: Read) -> None:
    changed = read(POLICY.replace("We sell no data.", "We sell all."))
    [stale] = read_answers(written(entry(policy)), changed, path=PATH).stale
    assert dict(stale.quotes) == {SHARING: ("We sell no data.",)}


# What is wrong by hand.


@pytest.mark.parametrize("quote", ["We sell no  data.", "we sell no data.", "We sell data.", AGE])
def test_a_quote_that_its_clause_does_not_hold_is_told(policy: Policy, quote: str) -> None:
    says = [{"says": "No.", "rests_on": [{"clause": SHARING, "quote": quote}]}]
    assert problems(policy, entry(policy, answer=says)) == [
        f"{SHARING} doesn't hold these words: {quote}"
    ]


def test_an_unknown_clause_is_told_with_a_near_one(policy: Policy) -> None:
    says = [{"says": "No.", "rests_on": [{"clause": "shop/sharing/9"}]}]
    [problem] = problems(policy, entry(policy, answer=says, clauses={}))
    assert "has no clause shop/sharing/9; did you mean shop/sharing/" in problem


def test_a_sentence_of_an_answer_rests_on_a_clause(policy: Policy) -> None:
    says = [*entry(policy)["answer"], {"says": "The policy doesn't say more.", "rests_on": []}]
    [problem] = problems(policy, entry(policy, answer=says))
    assert problem.startswith("rests on no clause")


def test_a_silence_states_nothing_without_a_clause(policy: Policy) -> None:
    says = [*silence(policy)["answer"], {"says": "It is kept for a year.", "rests_on": []}]
    [problem] = problems(policy, silence(policy, answer=says))
    assert problem.startswith("rests on no clause")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"verdict": None}, "an answer needs verdict: yes, no, depends or states"),
        ({"verdict": "maybe"}, "verdict: "),
        ({"kind": "guess"}, "kind: "),
        ({"id": "Two Words"}, "id: "),
        ({"asked": []}, "asked: "),
        ({"asked": ["?!"]}, "asked: "),
        ({"answer": []}, "answer: "),
        ({"clauses": {SHARING: "abc"}}, "clauses."),
        ({"clauses": None}, "clauses: field required"),
        ({"reviewed": {"by": "me", "on": "soon"}}, "reviewed.on: "),
        ({"reviewed": {"by": " ", "on": "2026-01-02"}}, "reviewed.by: "),
        ({"notes": "none"}, "notes: extra inputs"),
    ],
)
def test_a_field_that_can_not_be_right_is_told(
    policy: Policy, changes: dict[str, Any], problem: str
) -> None:
    [told] = problems(policy, entry(policy, **changes))
    assert told.startswith(problem)


def test_only_an_answer_has_a_verdict(policy: Policy) -> None:
    assert problems(policy, silence(policy, verdict="no")) == ["only an answer has a verdict"]


def test_an_id_is_used_once(policy: Policy) -> None:
    assert problems(policy, entry(policy), silence(policy, id="selling")) == [
        "the id is used already in line 1"
    ]


def test_two_answers_do_not_claim_the_same_question(policy: Policy) -> None:
    other = silence(policy, asked=["How long?", "SELL data"])
    assert problems(policy, entry(policy), other) == ["selling claims the same question: SELL data"]


def test_a_file_that_is_no_list_is_told(policy: Policy) -> None:
    with pytest.raises(MalformedAnswers, match=r"answers\.yaml:1: answers are a list"):
        read_answers("selling: no\n", policy, path=PATH)


def test_every_fault_is_told_at_once_with_its_line(policy: Policy) -> None:
    bad = entry(policy, verdict="maybe"), silence(policy, id="Two Words", kind="guess")
    with pytest.raises(MalformedAnswers) as refused:
        answers(policy, *bad)
    lines = written(*bad).splitlines()
    told = [lines[fault.line - 1].strip("- ") for fault in refused.value.faults]
    assert told == ["verdict: maybe", "id: Two Words", "kind: guess"]


@given(st.text())
def test_letter_case_and_punctuation_make_no_other_question(question: str) -> None:
    plain = asked_as(question)
    assert asked_as(f"“{question}?!”") == plain
    assert asked_as(plain) == plain


def test_an_apostrophe_makes_no_other_question() -> None:
    assert asked_as("What's sold? DON'T you know") == asked_as("whats sold, don’t you know")


def test_an_entry_may_say_whom_it_is_not_for_and_what_is_always_said(policy: Policy) -> None:
    told = [{"says": "But.", "rests_on": [{"clause": SHARING}], "always": True}]
    both = entry(policy)["answer"] + told
    one = entry(policy, not_for="california_residents", answer=both)
    (read,) = answers(policy, one).current
    assert read.not_for is Audience.CALIFORNIA_RESIDENTS
    assert [one.always for one in read.sentences] == [False, True]
