import asyncio
import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from jsonschema import Draft202012Validator

from assistant.api.asking import ASK, ask_router
from assistant.api.contract import ReplyJson
from assistant.conversation import Conversation
from assistant.explanation import Explanation, explanation_as_json
from assistant.reply import Reply
from assistant.reply_json import reply_as_json
from assistant.turn import Assistant
from tests.fakes import CHOICES, FakeAssistant

HELLO = b'{"text": "hello"}'
EVERY_KIND = [
    "Do you sell my data?", "hello", "A person, please", "delete my data", "Why?", "unclear",
]  # fmt: skip
FULL = {
    "kind": "rights_ticket", "text": "Filed [1].", "reason": "low_confidence", "mode": "model",
    "citations": [{"marker": 1, "clause_id": "c", "heading": ["H"], "quote": "q", "start": 0,
                   "end": 1, "applies_to": "everyone"}],
    "options": [{"text": "t", "clause_ids": ["c"], "quotes": ["q"]}],
    "request": {"right": "delete", "requester": {"name": None, "email": "a@b.example",
                "phone": None, "state": None}, "order": None, "on_behalf_of": None,
                "missing": ["name"]},
    "ticket": {"ticket_id": "1", "status": "received", "clocks": [
        {"what": "confirm receipt", "due": "2030-01-01", "clause_id": "c", "law": "CCPA"}]},
    "policy": {"policy_id": "p", "version": "1", "sha256": "0" * 64},
    "elapsed_ms": 0.5,
}  # fmt: skip


@pytest.fixture
def fake() -> FakeAssistant:
    return FakeAssistant()


def api_of(assistant: Any) -> TestClient:
    """The API alone; what it lets through unmet fails the test."""
    app = FastAPI()
    app.include_router(ask_router(assistant))
    return TestClient(app)


@pytest.fixture
def api(fake: FakeAssistant) -> TestClient:
    return api_of(fake)


def post(client: TestClient, body: bytes, kind: str | None = "application/json") -> Response:
    return client.post(ASK, content=body, headers={"content-type": kind} if kind else {})


def refusal(response: Response, *, status: int = 422) -> str:
    """The sentence of a refusal, which holds nothing else."""
    assert response.status_code == status, response.text
    told = response.json()
    assert set(told) in ({"detail"}, {"type", "title", "status", "detail"})
    assert isinstance(told["detail"], str)
    return str(told["detail"])


def test_a_question_gets_its_reply(api: TestClient) -> None:
    response = api.post(ASK, json={"text": "hello"})
    assert response.status_code == 200
    assert [reply["kind"] for reply in response.json()["replies"]] == ["small_talk"]
    assert response.json()["explanations"] is None


def test_a_conversation_gets_a_reply_for_each_turn_which_knows_the_ones_before(
    api: TestClient,
) -> None:
    replies = api.post(ASK, json={"turns": ["hello", "delete it", "Why?"]}).json()["replies"]
    assert [reply["kind"] for reply in replies] == ["small_talk", "rights_intake", "abstention"]
    assert "You asked 2 before" in replies[-1]["text"]


def test_another_request_knows_nothing_of_it(api: TestClient) -> None:
    for _ in range(2):
        (reply,) = api.post(ASK, json={"text": "Why?"}).json()["replies"]
        assert "You asked 0 before" in reply["text"]


@pytest.mark.parametrize("text", EVERY_KIND)
def test_a_reply_is_what_the_command_line_prints(
    api: TestClient, fake: FakeAssistant, text: str
) -> None:
    (told,) = api.post(ASK, json={"text": text}).json()["replies"]
    reply = fake.reply(Conversation.begin(), text)
    printed = reply_as_json(reply, fake.policy, elapsed_ms=told["elapsed_ms"])
    assert list(told.items()) == list(json.loads(json.dumps(printed)).items())


def test_a_choice_is_made_by_the_next_turn_in_its_words_or_by_its_number(api: TestClient) -> None:
    for choice in (CHOICES[1], "2"):
        told = api.post(ASK, json={"turns": ["unclear", choice]}).json()["replies"]
        assert [reply["kind"] for reply in told] == ["clarification", "answer"]
        offered = told[0]["options"][1]
        assert offered["text"] == CHOICES[1]
        assert offered["clause_ids"] == [one["clause_id"] for one in told[1]["citations"]]
        assert offered["quotes"] == [one["quote"] for one in told[1]["citations"]]


def test_a_reply_can_hold_all_that_the_contract_has() -> None:
    assert ReplyJson.model_validate(FULL).model_dump(mode="json") == FULL


def test_each_turn_is_explained_when_asked_for(api: TestClient, fake: FakeAssistant) -> None:
    turns = ["hello", "Do you sell my data?"]
    told = api.post(ASK, json={"turns": turns, "explain": True}).json()["explanations"]
    assert told == [explanation_as_json(fake.explain(Conversation.begin(), text)) for text in turns]


def test_nothing_is_explained_unasked(api: TestClient, fake: FakeAssistant) -> None:
    api.post(ASK, json={"text": "hello", "explain": False})
    assert fake.explained == []


class Listening(FakeAssistant):
    def explain(self, conversation: Conversation, text: str) -> Explanation:
        self.explained.append(f"{text} after {[turn.text for turn in conversation.turns]}")
        return super().explain(conversation, text)


def test_a_turn_is_explained_after_the_same_turns_as_it_is_answered() -> None:
    listening = Listening()
    api_of(listening).post(ASK, json={"turns": ["hello", "Why?"], "explain": True})
    assert listening.explained[::2] == ["hello after []", "Why? after ['hello']"]


def test_a_refused_turn_is_named_and_none_is_asked_after_it(
    api: TestClient, fake: FakeAssistant
) -> None:
    sentence = refusal(api.post(ASK, json={"turns": ["hello", "?!", "Why?"]}))
    assert sentence == "Turn 2: There is no question in that message. Please type one."
    assert fake.asked == ["hello", "?!"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, 'either "text" or "turns"'),
        ({"text": "hello", "turns": ["hello"]}, "not both"),
        ({"text": None}, 'either "text" or "turns"'),
        ({"text": 5}, '"text": Input should be a valid string.'),
        ({"text": ["hello"]}, '"text"'),
        ({"turns": "hello"}, '"turns"'),
        ({"turns": []}, '"turns": List should have at least 1 item'),
        ({"turns": ["hello"] * 21}, "at most 20 items"),
        ({"turns": ["hello", None]}, "Turn 2: Input should be a valid string."),
        ({"turns": ["hello", {"text": "hello"}]}, "Turn 2"),
        ({"text": "hello", "explain": "yes"}, '"explain"'),
        ({"text": "hello", "explain": None}, '"explain"'),
        ({"text": "hello", "explian": True}, '"explian"'),
        ({"text": "hello", "x" * 50_000: 1}, '"' + "x" * 40 + '"'),
        ([], "The body"),
        ("hello", "The body"),
        (None, "The body"),
    ],
    ids=lambda part: str(part)[:24],
)
def test_a_body_that_is_not_as_described_is_told_what_is_wrong(
    api: TestClient, fake: FakeAssistant, body: object, said: str
) -> None:
    sentence = refusal(post(api, json.dumps(body).encode()))
    assert said in sentence
    assert len(sentence) < 200
    assert fake.asked == []


def test_twenty_turns_are_taken(api: TestClient) -> None:
    assert len(api.post(ASK, json={"turns": ["hello"] * 20}).json()["replies"]) == 20


HOSTILE = [
    b"", b" ", b"{", b"not json", b'{"text": "hello"', b'{"text": "a\x00b"}', b'{"text": "\xff"}',
    b"\xff\xfe", b"\xef\xbb\xbf{}", b'{"text": NaN}', b'{"text": "hello", "explain": NaN}',
    b'{"text": -Infinity}', b'{"turns": [NaN]}', b'{"text": 1e999}', b"NaN",
    b'{"text": ' + b"1" * 5000 + b"}", b'{"text": "\\ud800"}', b'{"turns": ["\\udfff hello"]}',
    b'{"text": "hello", "\\ud800": 1}', b'{"text": "hello", "\\u0000": 1}', b'"\\ud800"',
    b'{"text": "do you\\u0000 sell"}', b'{"text": "\\u202e\\u200b"}', b"[" * 60_000,
    b'{"text": ' + b"[" * 60_000, b"[" * 900 + b"]" * 900,
    b'{"turns": ' + b"[" * 900 + b"]" * 900 + b"}", b'{"a": ' * 900 + b"1" + b"}" * 900,
    b'{"text": "' + b"x" * 60_000 + b'"}', b'{"turns": [' + b"1," * 30_000 + b"1]}",
    b"{" + b",".join(b'"%d": 1' % n for n in range(5000)) + b"}",
    b'{"text": "hello", "text": 5}', b'{"text": "\xed\xa0\x80"}',
]  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE, ids=lambda body: str(body[:24]))
def test_no_body_breaks_the_api(client: TestClient, body: bytes) -> None:
    response = post(client, body)
    assert response.status_code in (400, 422)
    sentence = refusal(response, status=response.status_code)
    assert sentence.endswith((".", "body"))
    assert len(sentence) < 300


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "text/plain;charset=utf-8", "application/x-www-form-urlencoded",
     "multipart/form-data; boundary=a", "text/plain; application/json", "application/xml",
     "application/jsonx", "text/json", "", None],
)  # fmt: skip
def test_what_a_page_from_elsewhere_could_send_unasked_is_refused(
    api: TestClient, fake: FakeAssistant, kind: str | None
) -> None:
    assert "application/json" in refusal(post(api, HELLO, kind), status=415)
    assert fake.asked == []


def test_bytes_of_another_kind_break_nothing(client: TestClient) -> None:
    refusal(post(client, b"\xff\x00", "application/octet-stream"), status=415)


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_may_be_called_so_in_other_letters(api: TestClient, kind: str) -> None:
    assert post(api, HELLO, kind).status_code == 200


def test_a_failure_is_told_and_logged_without_what_was_typed(
    api: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        told = refusal(api.post(ASK, json={"text": "explode, my card is 4111"}), status=500)
    assert "try again" in told
    assert "4111" not in told
    (logged,) = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert re.search(r"RuntimeError at .*fakes\.py:\d+", logged)
    assert "4111" not in caplog.text


class Mistaken(FakeAssistant):
    def explain(self, conversation: Conversation, text: str) -> Explanation:
        explanation = super().explain(conversation, text)
        return Explanation(
            clause_ids=explanation.clause_ids, probability=2.0, citations=explanation.citations
        )


def test_a_reply_that_breaks_the_contract_is_a_failure_of_ours(
    caplog: pytest.LogCaptureFixture,
) -> None:
    response = api_of(Mistaken()).post(ASK, json={"text": "hello 4111", "explain": True})
    assert "try again" in refusal(response, status=500)
    assert "4111" not in caplog.text


class Threaded(FakeAssistant):
    def reply(self, conversation: Conversation, text: str) -> Reply:
        with pytest.raises(RuntimeError, match="no running event loop"):
            asyncio.get_running_loop()
        return super().reply(conversation, text)


def test_a_question_that_takes_its_time_holds_up_no_other() -> None:
    assert api_of(Threaded()).post(ASK, json={"text": "hello"}).status_code == 200


def test_the_real_assistant_answers_and_explains(assistant: Assistant) -> None:
    told = api_of(assistant).post(ASK, json={"text": "Do you sell my data?", "explain": True})
    ((reply,), (explanation,)) = told.json()["replies"], told.json()["explanations"]
    assert reply["kind"] == "answer"
    assert reply["elapsed_ms"] > 0
    for citation in reply["citations"]:
        span = assistant.policy.text[citation["start"] : citation["end"]]
        assert span == citation["quote"]
    assert [span["clause_id"] for span in explanation["would_cite"]] == [
        citation["clause_id"] for citation in reply["citations"]
    ]


@pytest.mark.parametrize("body", HOSTILE, ids=lambda body: str(body[:24]))
def test_no_body_breaks_the_real_assistant(assistant: Assistant, body: bytes) -> None:
    assert post(api_of(assistant), body).status_code in (400, 422)


def schema(client: TestClient, name: str) -> dict[str, Any]:
    """The schema of that name as the server documents it."""
    told = client.get("/openapi.json").json()
    return {"$ref": f"#/components/schemas/{name}", "components": told["components"]}


@pytest.mark.parametrize("explain", [False, True])
def test_replies_are_as_documented(client: TestClient, explain: bool) -> None:
    told = client.post(ASK, json={"turns": EVERY_KIND, "explain": explain}).json()
    documented = Draft202012Validator(schema(client, "RepliesJson"))
    documented.validate(told)
    del told["replies"][0]["mode"]
    assert not documented.is_valid(told)


@pytest.mark.parametrize(
    "body",
    [{"text": "hello"}, {"turns": ["hello"]}, {"text": "hello", "turns": None},
     {"text": None, "turns": ["hello"]}, {"text": "hello", "explain": True}, {},
     {"text": "hello", "turns": ["hello"]}, {"text": None, "turns": None}, {"text": 5},
     {"turns": []}, {"turns": ["hello"] * 20}, {"turns": ["hello"] * 21}, {"turns": [5]},
     {"text": "hello", "explain": 1}, {"text": "hello", "explain": None},
     {"text": "hello", "more": 1}, []],
    ids=lambda body: str(body)[:40],
)  # fmt: skip
def test_what_is_taken_is_what_is_documented(client: TestClient, body: object) -> None:
    documented = Draft202012Validator(schema(client, "QuestionJson")).is_valid(body)
    assert (client.post(ASK, json=body).status_code == 200) == documented


def test_the_documented_examples_are_answered(client: TestClient) -> None:
    told = client.get("/openapi.json").json()
    examples = told["components"]["schemas"]["QuestionJson"]["examples"]
    assert len(examples) == 2
    for example in examples:
        assert client.post(ASK, json=example).status_code == 200


def test_every_refusal_is_documented(client: TestClient) -> None:
    asked = client.get("/openapi.json").json()["paths"][ASK]["post"]
    assert set(asked["responses"]) == {"200", "400", "413", "415", "422", "429", "500"}
    for status in ("400", "413", "415", "422", "429", "500"):
        content = asked["responses"][status]["content"]["application/problem+json"]
        assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
    Draft202012Validator(schema(client, "Problem")).validate(post(client, b"{").json())


def test_each_kind_of_reply_is_described(client: TestClient) -> None:
    told = client.get("/openapi.json").json()["components"]["schemas"]
    kind = told["ReplyJson"]["properties"]["kind"]
    for name in kind["enum"]:
        assert name in kind["description"]
    for field in (told["ReplyJson"]["properties"]["options"], *_fields(told["OptionJson"])):
        assert field["description"]


def _fields(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return list(schema["properties"].values())


def test_what_can_be_asked_is_described(client: TestClient) -> None:
    told = client.get("/openapi.json").json()
    assert told["paths"][ASK]["post"]["description"].startswith("Ask about the policy.")
    for field in told["components"]["schemas"]["QuestionJson"]["properties"].values():
        assert field["description"]


def test_the_readme_shows_a_question_that_is_answered(client: TestClient) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    found = re.search(r"curl (.*?)(?<!\\)\n", readme, re.DOTALL)
    assert found
    assert ASK in found.group(1)
    body = re.search(r"-d '(.*)'", found.group(1))
    assert body
    assert post(client, body.group(1).encode()).status_code == 200
