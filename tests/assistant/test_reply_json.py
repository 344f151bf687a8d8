import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assistant.conversation import Conversation
from assistant.reply_json import reply_as_json
from assistant.turn import Assistant
from corpus import Audience, Policy, Right

TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
TEXT_OR_NULL: dict[str, Any] = {"type": ["string", "null"]}
TEXTS: dict[str, Any] = {"type": "array", "items": TEXT}
OFFSET: dict[str, Any] = {"type": "integer", "minimum": 0}


def exactly(**properties: Any) -> dict[str, Any]:
    """An object with these keys, all of them and no other."""
    return {
        "type": "object", "properties": properties, "required": list(properties),
        "additionalProperties": False,
    }  # fmt: skip


def or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


SCHEMA = exactly(
    kind={"enum": ["answer", "abstention", "clarification", "rights_intake", "rights_ticket",
                   "handoff", "small_talk"]},
    text=TEXT,
    citations={"type": "array", "items": exactly(
        marker={"type": "integer", "minimum": 1}, clause_id=TEXT, heading=TEXTS, quote=TEXT,
        start=OFFSET, end=OFFSET, applies_to={"enum": [str(audience) for audience in Audience]},
    )},
    reason=or_null({"enum": ["policy_silent", "outside_policy", "asked_for_human",
                             "low_confidence", "unknown_language", "unsafe"]}),
    mode=or_null({"enum": ["reviewed", "quoted", "model"]}),
    options={"type": "array", "items": exactly(text=TEXT, clause_ids=TEXTS, quotes=TEXTS)},
    request=or_null(exactly(
        right={"enum": [str(right) for right in Right]},
        requester=exactly(
            name=TEXT_OR_NULL, email=TEXT_OR_NULL, phone=TEXT_OR_NULL, state=TEXT_OR_NULL
        ),
        order=TEXT_OR_NULL, on_behalf_of=TEXT_OR_NULL, missing=TEXTS,
    )),
    ticket=or_null(exactly(
        ticket_id=TEXT, status=TEXT,
        clocks={"type": "array", "items": exactly(
            what=TEXT, due=TEXT, clause_id=TEXT_OR_NULL, law=TEXT_OR_NULL
        )},
    )),
    policy=exactly(policy_id=TEXT, version=TEXT,
                   sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"}),
    elapsed_ms={"type": "number", "minimum": 0},
)  # fmt: skip

KINDS = {
    "answer": "Do you sell my data?",
    "abstention": "what is 17 times 23",
    "rights_intake": "delete my data",
    "handoff": "can I talk to a person",
    "small_talk": "hi",
}


def as_json(assistant: Assistant, text: str) -> dict[str, Any]:
    reply = assistant.reply(Conversation.begin(), text)
    told = reply_as_json(reply, assistant.policy, elapsed_ms=12.345)
    return dict(json.loads(json.dumps(told)))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(("kind", "text"), KINDS.items())
def test_each_kind_keeps_to_the_contract(assistant: Assistant, kind: str, text: str) -> None:
    told = as_json(assistant, text)
    Draft202012Validator(SCHEMA).validate(told)
    assert told["kind"] == kind


def test_a_reply_that_lacks_or_adds_a_key_would_be_noticed(assistant: Assistant) -> None:
    told = as_json(assistant, "hi")
    validator = Draft202012Validator(SCHEMA)
    for key in told:
        assert not validator.is_valid({name: told[name] for name in told if name != key})
    assert not validator.is_valid({**told, "sources": []})


def test_a_citation_can_be_found_again_in_the_policy(assistant: Assistant, policy: Policy) -> None:
    for citation in as_json(assistant, "Do you sell my data?")["citations"]:
        assert policy.text[citation["start"] : citation["end"]] == citation["quote"]
        assert citation["heading"] == list(policy.clause(citation["clause_id"]).heading)


@pytest.mark.parametrize(
    ("text", "reason", "mode", "right"),
    [
        (KINDS["answer"], None, "reviewed", None),
        (KINDS["abstention"], "outside_policy", None, None),
        ("do you train AI on my data", "policy_silent", None, None),
        (KINDS["rights_intake"], None, None, "delete"),
        (KINDS["handoff"], "asked_for_human", None, None),
        (KINDS["small_talk"], None, None, None),
    ],
)
def test_only_what_a_reply_has_is_filled(
    assistant: Assistant, text: str, reason: str | None, mode: str | None, right: str | None
) -> None:
    told = as_json(assistant, text)
    assert (told["reason"], told["mode"]) == (reason, mode)
    assert (told["request"] or {}).get("right") == right
    assert told["ticket"] is None
    assert told["options"] == []


def test_the_policy_is_named_by_its_digest(assistant: Assistant, policy: Policy) -> None:
    assert as_json(assistant, "hi")["policy"] == {
        "policy_id": "crypjama", "version": policy.version, "sha256": policy.sha256,
    }  # fmt: skip


def test_the_time_is_rounded_to_tenths(assistant: Assistant) -> None:
    assert as_json(assistant, "hi")["elapsed_ms"] == 12.3
