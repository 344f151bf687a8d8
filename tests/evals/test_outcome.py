from typing import Any

import pytest

from assistant.reason import Reason
from assistant.reply_json import ReplyKind
from corpus import Policy
from evals.exchange import read_exchange
from evals.outcome import Outcome, failed, outcome_of
from tests.evals.examples import case, shop

LEAD_IN, FIRST, SECOND = "shop/collecting/1", "shop/collecting/1.1", "shop/collecting/1.2"
SELLING = "shop/selling/1"


@pytest.fixture(scope="module")
def tiny() -> Policy:
    return shop()


def quoted(policy: Policy, clause_id: str, *, to: str | None = None, **changed: Any) -> Any:
    """A citation of a clause, or from it to the end of another."""
    start, end = policy.clause(clause_id).start, policy.clause(to or clause_id).end
    quote = {"clause_id": clause_id, "quote": policy.text[start:end], "start": start, "end": end}
    return quote | changed


def reply(kind: str, *citations: Any, **changed: Any) -> dict[str, Any]:
    whole = {
        "kind": kind, "text": kind, "citations": list(citations),
        "policy": {"policy_id": "shop", "sha256": "00"},
    }  # fmt: skip
    return whole | changed


def seen(policy: Policy, *replies: dict[str, Any], explanation: Any = None) -> Outcome:
    return outcome_of(case(), read_exchange(list(replies), explanation), policy)


def test_the_last_reply_is_the_one_that_is_judged(tiny: Policy) -> None:
    found = seen(
        tiny,
        reply("answer", quoted(tiny, SELLING), elapsed_ms=5),
        reply("abstention", reason="policy_silent", text="It says nothing.", elapsed_ms=7),
    )
    assert (found.kind, found.reason) == (ReplyKind.ABSTENTION, Reason.POLICY_SILENT)
    assert (found.text, found.cited, found.elapsed_ms) == ("It says nothing.", (), 7)
    assert (found.case_id, found.question_sha256) == ("asked", case().question_sha256)


def test_a_quote_covers_the_clauses_that_stand_whole_in_it(tiny: Policy) -> None:
    [whole] = seen(tiny, reply("answer", quoted(tiny, LEAD_IN, to=SECOND))).cited
    assert whole.covers == {LEAD_IN, FIRST, SECOND}
    [cut] = seen(
        tiny, reply("answer", quoted(tiny, LEAD_IN, end=tiny.clause(SECOND).end - 1))
    ).cited
    assert cut.covers == {LEAD_IN, FIRST}
    behind = quoted(tiny, FIRST, start=tiny.clause(LEAD_IN).start + 1)
    [later] = seen(tiny, reply("answer", behind)).cited
    assert later.covers == {FIRST}
    [alone] = seen(tiny, reply("answer", quoted(tiny, LEAD_IN))).cited
    assert alone.covers == {LEAD_IN}


def test_part_of_a_clause_covers_the_clause_it_is_said_to_be_of(tiny: Policy) -> None:
    start = tiny.clause(SELLING).start
    [part] = seen(
        tiny, reply("answer", quoted(tiny, SELLING, start=start + 3, end=start + 7))
    ).cited
    assert part.covers == {SELLING}
    assert (part.clause_id, part.start, part.end) == (SELLING, start + 3, start + 7)


def test_all_quotes_that_stand_in_the_policy_are_faithful(tiny: Policy) -> None:
    assert seen(tiny, reply("answer", quoted(tiny, SELLING))).quote_fidelity == 1.0


def test_a_reply_without_quotes_is_faithful(tiny: Policy) -> None:
    assert seen(tiny, reply("small_talk")).quote_fidelity == 1.0


@pytest.mark.parametrize(
    "changed",
    [
        {"quote": "We sell all data."},
        {"quote": "we sell no data."},
        {"start": 0, "end": 16},
        {"quote": ""},
        {"quote": "", "start": 0, "end": 0},
        {"start": 100_000, "end": 100_016},
    ],
    ids=["words", "letter case", "span", "empty", "empty span", "beyond"],
)
def test_a_quote_that_does_not_stand_at_its_span_is_not_faithful(
    tiny: Policy, changed: dict[str, Any]
) -> None:
    assert seen(tiny, reply("answer", quoted(tiny, SELLING, **changed))).quote_fidelity == 0.0


def test_the_quotes_of_all_turns_are_counted(tiny: Policy) -> None:
    right, wrong = quoted(tiny, SELLING), quoted(tiny, SELLING, quote="else")
    found = seen(tiny, reply("answer", right, wrong), reply("answer", right), reply("abstention"))
    assert found.quote_fidelity == pytest.approx(2 / 3)


def option(*quotes: Any, **changed: Any) -> dict[str, Any]:
    """An option as the contract has it: what its answer quotes, without the spans."""
    clause_ids = list(dict.fromkeys(quote["clause_id"] for quote in quotes))
    whole = {"text": "Is it?", "clause_ids": clause_ids, "quotes": [q["quote"] for q in quotes]}
    return whole | changed


def asking(*options: Any) -> dict[str, Any]:
    return reply("clarification", options=list(options))


def test_what_each_option_leads_to_is_kept(tiny: Policy) -> None:
    selling, first = quoted(tiny, SELLING), quoted(tiny, FIRST)
    found = seen(tiny, asking(option(selling), option(first, selling)))
    assert [[one.clause_id for one in leads] for leads in found.options] == [
        [SELLING], [FIRST, SELLING],
    ]  # fmt: skip
    [[one], _] = found.options
    assert (one.start, one.end) == (selling["start"], selling["end"])
    assert (found.kind, found.cited) == (ReplyKind.CLARIFICATION, ())


def test_a_reply_that_does_not_ask_back_has_no_options(tiny: Policy) -> None:
    asked = asking(option(quoted(tiny, SELLING)), option(quoted(tiny, FIRST)))
    assert seen(tiny, asked, reply("answer", quoted(tiny, SELLING))).options == ()


def test_an_option_covers_the_clauses_that_stand_whole_in_its_quotes(tiny: Policy) -> None:
    whole = quoted(tiny, LEAD_IN, to=SECOND)
    [[one], _] = seen(tiny, asking(option(whole), option(whole))).options
    assert one.covers == {LEAD_IN, FIRST, SECOND}


def test_a_quote_of_an_item_is_the_items_though_its_list_is_named_too(tiny: Policy) -> None:
    whole, item = quoted(tiny, LEAD_IN), quoted(tiny, FIRST)
    [leads, _] = seen(tiny, asking(option(whole, item), option(item))).options
    assert [(one.clause_id, one.covers) for one in leads] == [
        (LEAD_IN, {LEAD_IN}), (FIRST, {FIRST}),
    ]  # fmt: skip


def test_a_list_may_be_quoted_by_an_item_alone(tiny: Policy) -> None:
    item = quoted(tiny, SECOND) | {"clause_id": LEAD_IN}
    [[one], _] = seen(tiny, asking(option(item), option(item))).options
    assert (one.clause_id, one.covers) == (LEAD_IN, {LEAD_IN, SECOND})


@pytest.mark.parametrize(
    "changed",
    [
        {"quotes": ["We sell all data."]}, {"quotes": []}, {"quotes": [""]},
        {"clause_ids": ["shop/nowhere/1"]}, {"clause_ids": [FIRST]},
    ],
    ids=["words", "no quote", "empty", "no such clause", "of another clause"],
)  # fmt: skip
def test_an_option_whose_quotes_do_not_stand_in_its_clauses_covers_nothing(
    tiny: Policy, changed: dict[str, Any]
) -> None:
    right = option(quoted(tiny, SELLING))
    [[one], _] = seen(tiny, asking(right | changed, right)).options
    assert one.covers == frozenset()


def test_the_quotes_of_options_are_counted_too(tiny: Policy) -> None:
    right, wrong = quoted(tiny, SELLING), quoted(tiny, SELLING, quote="We sell all data.")
    assert seen(tiny, asking(option(right), option(right))).quote_fidelity == 1.0
    assert seen(tiny, asking(option(right), option(wrong))).quote_fidelity == 0.5
    elsewhere = option(right, clause_ids=[FIRST])
    assert seen(tiny, asking(option(right), elsewhere)).quote_fidelity == 0.5
    empty = option(right, quotes=[right["quote"], ""])
    assert seen(tiny, asking(option(right), empty)).quote_fidelity == pytest.approx(2 / 3)


def test_the_clauses_of_a_reply_are_those_cited_and_those_led_to(tiny: Policy) -> None:
    asked = asking(option(quoted(tiny, LEAD_IN, to=SECOND)), option(quoted(tiny, SELLING)))
    assert seen(tiny, asked).clause_ids == {LEAD_IN, FIRST, SECOND, SELLING}
    assert seen(tiny, reply("answer", quoted(tiny, FIRST))).clause_ids == {FIRST}


def test_the_last_request_of_the_conversation_is_kept(tiny: Policy) -> None:
    found = seen(
        tiny,
        reply("rights_intake", request={"right": "know"}),
        reply("rights_intake", request={"right": "delete", "requester": {"name": "Ann"}}),
        reply("small_talk", request=None),
    )
    assert found.request == {"right": "delete", "name": "Ann"}


def test_there_is_no_request_where_none_was_recognized(tiny: Policy) -> None:
    assert seen(tiny, reply("small_talk")).request is None


def explanation(policy: Policy, *, probability: float = 0.5) -> dict[str, Any]:
    return {
        "clause_ids": [SELLING, LEAD_IN],
        "probability": probability,
        "would_cite": [quoted(policy, LEAD_IN, to=SECOND)],
    }


def test_what_the_target_explains_is_kept(tiny: Policy) -> None:
    found = seen(
        tiny, reply("abstention"), explanation=explanation(tiny, probability=0.123_456)
    )  # fmt: skip
    assert (found.found, found.probability) == ((SELLING, LEAD_IN), 0.123)
    assert found.would_cite is not None
    assert found.would_cite[0].covers == {LEAD_IN, FIRST, SECOND}


def test_what_an_answer_cites_is_what_it_would_cite(tiny: Policy) -> None:
    found = seen(
        tiny, reply("answer", quoted(tiny, SELLING)), explanation=explanation(tiny)
    )  # fmt: skip
    assert found.would_cite == found.cited != ()


def test_nothing_is_known_of_a_target_that_explains_nothing(tiny: Policy) -> None:
    found = seen(tiny, reply("answer", quoted(tiny, SELLING)))
    assert (found.found, found.probability, found.would_cite) == (None, None, None)


def test_of_a_case_that_failed_there_is_nothing_but_the_failure() -> None:
    assert failed(case(), "boom") == Outcome(
        case_id="asked", question_sha256=case().question_sha256, failure="boom"
    )
    assert failed(case(), "boom").quote_fidelity == 0.0
