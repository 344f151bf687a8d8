from typing import Any

import pytest

from assistant.reason import Reason
from assistant.reply_json import ReplyKind
from evals.exchange import RequestLine, read_exchange

CITATION = {"clause_id": "shop/1", "quote": "We sell", "start": 0, "end": 7}
EXPLANATION = {
    "clause_ids": ["shop/1"],
    "probability": 0.5,
    "would_cite": [{"clause_id": "shop/1", "start": 0, "end": 7}],
}


def reply(**changed: Any) -> dict[str, Any]:
    """A reply as the contract has it, but for what is changed."""
    whole = {
        "kind": "answer", "text": "Here it is.", "citations": [CITATION], "reason": None,
        "request": None, "policy": {"policy_id": "shop", "version": "1", "sha256": "00"},
        "elapsed_ms": 1.5, "mode": "quoted", "options": [],
    }  # fmt: skip
    return whole | changed


OPTION = {"text": "What is sold?", "clause_ids": ["shop/1"], "quotes": ["We sell"]}


def asking(*options: Any, **changed: Any) -> dict[str, Any]:
    """A reply that asks back."""
    return reply(kind="clarification", citations=[], options=list(options), **changed)


def without(whole: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in whole.items() if name != key}


def test_replies_are_read_in_their_order() -> None:
    first = reply(kind="abstention", reason="policy_silent", citations=[])
    exchange = read_exchange([first, reply()], EXPLANATION)
    assert [one.kind for one in exchange.replies] == [ReplyKind.ABSTENTION, ReplyKind.ANSWER]
    assert exchange.replies[0].reason is Reason.POLICY_SILENT
    assert exchange.replies[1].citations[0].quote == "We sell"
    assert exchange.explanation is not None
    assert exchange.explanation.would_cite[0].end == 7


def test_a_target_need_not_explain() -> None:
    assert read_exchange([reply()], None).explanation is None


def test_keys_that_are_not_looked_at_are_let_be() -> None:
    assert read_exchange([reply(steps=["a"], ticket={"number": 1})], None).replies[0].text


@pytest.mark.parametrize("key", ["reason", "request", "elapsed_ms", "options"])
def test_a_reply_may_lack_what_it_has_nothing_for(key: str) -> None:
    assert read_exchange([without(reply(), key)], None).replies[0].kind is ReplyKind.ANSWER


@pytest.mark.parametrize(
    ("replies", "place"),
    [
        ([], "replies"),
        (None, "replies"),
        ("Here it is.", "replies"),
        (["Here it is."], "replies.0"),
        ([None], "replies.0"),
        ([without(reply(), "kind")], "replies.0.kind"),
        ([without(reply(), "text")], "replies.0.text"),
        ([without(reply(), "citations")], "replies.0.citations"),
        ([without(reply(), "policy")], "replies.0.policy"),
        ([reply(), reply(kind="guess")], "replies.1.kind"),
        ([reply(text=None)], "replies.0.text"),
        ([reply(text=["a"])], "replies.0.text"),
        ([reply(reason="tired")], "replies.0.reason"),
        ([reply(citations=None)], "replies.0.citations"),
        ([reply(citations=[without(CITATION, "quote")])], "replies.0.citations.0.quote"),
        ([reply(citations=[CITATION | {"start": "x"}])], "replies.0.citations.0.start"),
        ([reply(citations=[CITATION, CITATION | {"end": 1.5}])], "replies.0.citations.1.end"),
        ([reply(options=None)], "replies.0.options"),
        ([reply(options=["a"])], "replies.0.options.0"),
        ([asking(OPTION, without(OPTION, "text"))], "replies.0.options.1.text"),
        ([asking(OPTION, without(OPTION, "clause_ids"))], "replies.0.options.1.clause_ids"),
        ([asking(OPTION, without(OPTION, "quotes"))], "replies.0.options.1.quotes"),
        ([reply(request={})], "replies.0.request.right"),
        ([reply(request={"right": "know", "requester": None})], "replies.0.request.requester"),
        ([reply(policy={"policy_id": "shop"})], "replies.0.policy.sha256"),
        ([reply(elapsed_ms="long")], "replies.0.elapsed_ms"),
    ],
)
def test_a_reply_that_breaks_the_contract_is_told_with_its_place(replies: Any, place: str) -> None:
    with pytest.raises(ValueError, match=r"^the reply is not as the contract has it: ") as broken:
        read_exchange(replies, None)
    assert f": {place}: " in str(broken.value)
    assert "\n" not in str(broken.value)


@pytest.mark.parametrize(
    ("explanation", "place"),
    [
        (EXPLANATION | {"probability": 1.01}, "probability"),
        (EXPLANATION | {"probability": -0.01}, "probability"),
        (EXPLANATION | {"probability": float("nan")}, "probability"),
        (EXPLANATION | {"probability": None}, "probability"),
        (EXPLANATION | {"clause_ids": None}, "clause_ids"),
        (EXPLANATION | {"clause_ids": [1]}, "clause_ids.0"),
        (EXPLANATION | {"would_cite": [{"clause_id": "shop/1"}]}, "would_cite.0.start"),
        (without(EXPLANATION, "would_cite"), "would_cite"),
    ],
)
def test_an_explanation_that_breaks_the_contract_is_told_with_its_place(
    explanation: Any, place: str
) -> None:
    with pytest.raises(ValueError, match=r"^the reply is not as the contract has it: ") as broken:
        read_exchange([reply()], explanation)
    assert f": explanation.{place}: " in str(broken.value)


@pytest.mark.parametrize("count", [2, 3])
def test_a_clarification_offers_two_or_three_topics(count: int) -> None:
    [read] = read_exchange([asking(*[OPTION] * count)], None).replies
    assert (read.kind, len(read.options)) == (ReplyKind.CLARIFICATION, count)
    assert read.options[0].model_dump() == OPTION


@pytest.mark.parametrize("count", [0, 1, 4])
def test_a_clarification_of_fewer_or_more_breaks_the_contract(count: int) -> None:
    with pytest.raises(ValueError, match=r"replies\.1: .*two or three options"):
        read_exchange([reply(), asking(*[OPTION] * count)], None)


def test_of_a_request_what_is_filled_in_is_told() -> None:
    line = RequestLine.model_validate(
        {
            "right": "delete",
            "requester": {"name": "Ann", "email": None, "phone": "", "state": "CA"},
            "order": "0012",
            "on_behalf_of": None,
            "missing": ["email"],
        }
    )
    assert line.fields == {"right": "delete", "name": "Ann", "state": "CA", "order": "0012"}


def test_of_a_bare_request_its_right_is_told() -> None:
    assert RequestLine(right="delete").fields == {"right": "delete"}
