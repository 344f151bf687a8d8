"""Signed messages of the Data Rights Protocol, over HTTP, into a real store."""

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from httpx import Response
from starlette.testclient import TestClient

from assistant.errors import WrongSetting
from assistant.interchange.drp_desk import DrpDesk, read_directory
from assistant.interchange.opening import open_drp
from assistant.tickets.desk import TicketDesk
from assistant.tickets.engine import open_engine
from assistant.tickets.filing import FilingDesk
from assistant.tickets.sql_agents import SqlAgentTokens
from assistant.tickets.sql_store import SqlTicketStore
from assistant.tickets.ticket import Flag, TicketStatus
from assistant.web.application import build_app
from corpus import Policy, Right, Shelf
from settings import Settings
from tests.fakes import FakeAssistant

REQUESTS = "/v1/data-rights-request"
NOW = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)


@dataclass
class Agent:
    """An agent with a key of its own, and what it last was given."""

    agent_id: str
    client: TestClient
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    token: str = ""

    @property
    def entry(self) -> dict[str, str]:
        """Its place in the directory."""
        public = base64.b64encode(self.key.public_key().public_bytes_raw()).decode()
        return {"id": self.agent_id, "verify_key": public, "name": "An agent"}

    def claims(self, **other: Any) -> dict[str, Any]:
        return {
            "agent-id": self.agent_id, "business-id": "SHOP", "drp.version": "1.0",
            "issued-at": (NOW - timedelta(minutes=1)).isoformat(),
            "expires-at": (NOW + timedelta(minutes=9)).isoformat(), **other,
        }  # fmt: skip

    def signed(self, told: object) -> bytes:
        message = json.dumps(told).encode()
        return base64.b64encode(self.key.sign(message) + message)

    def register(self, **other: Any) -> Response:
        body = self.signed(self.claims(**other))
        answer = self.client.post(f"/v1/agent/{self.agent_id}", content=body)
        if answer.status_code == 200:
            self.token = answer.json()["token"]
        return answer

    def send(self, method: str, path: str, body: bytes = b"") -> Response:
        headers = {"authorization": f"Bearer {self.token}", "content-type": "text/plain"}
        return self.client.request(method, path, content=body, headers=headers)

    def exercise(self, **other: Any) -> Response:
        told = self.claims(**{"exercise": "deletion", "email": "ana@example.com", **other})
        return self.send("POST", REQUESTS, self.signed(told))


@dataclass
class Network:
    """A business and two agents that it trusts."""

    client: TestClient
    store: SqlTicketStore
    agent: Agent
    other: Agent


@pytest.fixture
def network(tmp_path: Path, policy: Policy) -> Iterator[Network]:
    engine = open_engine(f"sqlite:///{tmp_path}/tickets.sqlite3")
    store = SqlTicketStore(engine)
    filings = FilingDesk(
        policy=policy, rights=Shelf().rights(policy), zone=ZoneInfo("America/Los_Angeles"),
        now=lambda: NOW,
    )  # fmt: skip
    agents: dict[str, Any] = {}
    desk = DrpDesk(
        business_id="SHOP", agents=agents, tokens=SqlAgentTokens(engine), filings=filings,
        store=store, now=lambda: NOW,
    )  # fmt: skip
    app = build_app(FakeAssistant(), Settings(), drp=desk)
    client = TestClient(app, base_url="http://localhost")
    network = Network(client, store, Agent("AGENT", client), Agent("OTHER", client))
    both = [network.agent.entry, network.other.entry]
    agents.update(read_directory(json.dumps(both)))
    network.agent.register()
    network.other.register()
    return network


def refused(answer: Response, code: int) -> str:
    told = answer.json()
    assert (answer.status_code, told["code"]) == (code, str(code)), told
    return str(told["message"])


def test_a_signed_message_becomes_a_ticket(network: Network) -> None:
    answer = network.agent.exercise(**{
        "agent-request-id": "r-1", "regime": "ccpa", "name": "Ana Cruz", "email_verified": True,
        "phone_number": "+12125550148", "address": {"region": "CA"},
        "relationships": ["customer"], "power_of_attorney": "https://agent.example/poa/1",
    })  # fmt: skip
    told = answer.json()
    assert answer.status_code == 200
    assert (told["status"], told["agent_request_id"]) == ("open", "r-1")
    assert told["received_at"] == NOW.isoformat()
    assert told["expected_by"].startswith("2026-03-16")
    ticket = network.store.find(told["request_id"])
    request = ticket.request
    assert (request.right, request.on_behalf_of, ticket.flags) == (
        Right.DELETE, "agent", {Flag.ON_BEHALF},
    )  # fmt: skip
    who = request.requester
    assert (who.name, who.email, who.phone, who.state) == (
        "Ana Cruz", "ana@example.com", "+12125550148", "California",
    )  # fmt: skip
    assert request.details is not None
    assert "power_of_attorney: https://agent.example/poa/1" in request.details
    assert "email_verified: True" in request.details


@pytest.mark.parametrize(
    ("action", "right"),
    [("sale:opt-out", "opt_out"), ("sale:opt_out", "opt_out"), ("deletion", "delete"),
     ("access", "access"), ("access:categories", "know"), ("access:specific", "access")],
)  # fmt: skip
def test_each_action_is_a_right(network: Network, action: str, right: str) -> None:
    told = network.agent.exercise(exercise=action).json()
    assert network.store.find(told["request_id"]).request.right == right


def test_the_same_message_again_is_filed_once(network: Network) -> None:
    first = network.agent.exercise(**{"agent-request-id": "r-1"})
    again = network.agent.exercise(**{"agent-request-id": "r-1"})
    assert first.json() == again.json()
    without = [network.agent.exercise(phone_number="+12125550148") for _ in range(2)]
    assert without[0].json() == without[1].json()
    assert len(network.store.listed()) == 2
    other = network.agent.exercise(**{"agent-request-id": "r-1", "email": "bo@example.com"})
    assert "used for something else" in refused(other, 409)


def test_status_is_for_the_agent_whose_request_it_is(network: Network) -> None:
    request_id = network.agent.exercise().json()["request_id"]
    network.store.move(request_id, TicketStatus.IN_PROGRESS, by="bo", why="begun", at=NOW)
    own = network.agent.send("GET", f"{REQUESTS}/{request_id}")
    assert own.json()["status"] == "in_progress"
    others = network.other.send("GET", f"{REQUESTS}/{request_id}")
    nobodys = network.other.send("GET", f"{REQUESTS}/nothing")
    assert refused(others, 403) == refused(nobodys, 403)


def test_a_request_is_taken_back_once(network: Network) -> None:
    request_id = network.agent.exercise().json()["request_id"]
    body = network.agent.signed({"reason": "she wants to keep it"})
    answer = network.agent.send("DELETE", f"{REQUESTS}/{request_id}", body)
    assert answer.json()["status"] == "revoked"
    assert answer.json()["processing_details"] == "she wants to keep it"
    change = network.store.find(request_id).history[-1]
    assert (change.by, change.after) == ("agent AGENT", "withdrawn")
    again = network.agent.send("DELETE", f"{REQUESTS}/{request_id}", body)
    assert "closed" in refused(again, 409)
    other = network.other.send("DELETE", f"{REQUESTS}/{request_id}", network.other.signed({}))
    refused(other, 403)


def test_a_request_of_the_chat_is_nothing_to_an_agent(
    network: Network, filing: Callable[..., Any]
) -> None:
    from assistant.tickets.request import Requester, RightsRequest

    request = RightsRequest(right=Right.DELETE, requester=Requester(email="ana@example.com"))
    reference = network.store.file(filing(request)).reference
    refused(network.agent.send("GET", f"{REQUESTS}/{reference}"), 403)


@pytest.mark.parametrize(
    ("claims", "code", "says"),
    [
        ({"agent-id": "OTHER"}, 403, "agent-id"),
        ({"business-id": "ELSEWHERE"}, 403, "business-id"),
        ({"issued-at": (NOW + timedelta(seconds=1)).isoformat()}, 400, "lies ahead"),
        ({"expires-at": NOW.isoformat()}, 400, "expired"),
        ({"issued-at": "yesterday"}, 400, "ISO 8601"),
        ({"expires-at": "2026-03-02T19:00:00"}, 400, "time zone"),
        ({"drp.version": "0.5"}, 400, "drp.version"),
        ({"exercise": "correct"}, 400, "exercise must be one of"),
        ({"exercise": "sale:opt-in"}, 400, "exercise must be one of"),
        ({"exercise": ["deletion"]}, 400, "exercise must be one of"),
        ({"regime": "gdpr"}, 400, "regime"),
        ({"email": "not an address"}, 400, "email"),
        ({"email": None}, 400, "to find whose data"),
        ({"phone_number": "12"}, 400, "E.164"),
        ({"name": "x" * 10_000}, 400, "at most 200"),
        ({"name": "a\u0000b"}, 400, "name"),
        ({"address": "here"}, 400, "address"),
        ({"agent-request-id": "x" * 61}, 400, "at most 60"),
    ],
)
def test_what_is_wrong_with_a_message_is_said_and_nothing_stored(
    network: Network, claims: dict[str, Any], code: int, says: str
) -> None:
    answer = network.agent.exercise(**claims)
    assert says in refused(answer, code)
    assert network.store.listed() == []


def test_checks_are_made_in_the_order_of_the_protocol(network: Network) -> None:
    agent = network.agent
    everything = agent.claims(
        **{"agent-id": "X", "business-id": "X", "expires-at": NOW.isoformat(), "exercise": "x",
           "issued-at": (NOW + timedelta(days=1)).isoformat()}
    )  # fmt: skip
    wrong = agent.send("POST", REQUESTS, network.other.signed(everything))
    assert "signature" in refused(wrong, 403)
    assert "base64" in refused(agent.send("POST", REQUESTS, b"%%%"), 400)
    said = []
    for claim in ("agent-id", "business-id", "issued-at", "expires-at"):
        said.append(agent.send("POST", REQUESTS, agent.signed(everything)).json()["message"])
        everything[claim] = agent.claims()[claim]
    assert [one.split()[0] for one in said[:3]] == ["agent-id", "business-id", "issued-at"]
    assert "expired" in said[3]


@pytest.mark.parametrize("change", [b"", b"AAAA", b"\xff\xfe", b"A" * 4000])
def test_what_is_no_signed_message_is_refused(network: Network, change: bytes) -> None:
    answer = network.agent.send("POST", REQUESTS, change)
    assert answer.status_code in (400, 403)
    assert network.store.listed() == []


def test_a_message_whose_words_were_changed_is_refused(network: Network) -> None:
    body = network.agent.signed(network.agent.claims(exercise="deletion", email="a@example.com"))
    held = bytearray(base64.b64decode(body))
    held[-3] ^= 1
    answer = network.agent.send("POST", REQUESTS, base64.b64encode(bytes(held)))
    assert "signature" in refused(answer, 403)
    for told in ([1], "text", None):
        answer = network.agent.send("POST", REQUESTS, network.agent.signed(told))
        assert "JSON object" in refused(answer, 400)


def test_half_a_character_is_refused_before_anything_is_stored(network: Network) -> None:
    answer = network.agent.exercise(relationships=["\ud800"])
    assert "not JSON" in refused(answer, 400)
    assert network.store.listed() == []


def test_another_agents_message_is_of_no_use(network: Network) -> None:
    stolen = network.agent.signed(network.agent.claims(exercise="deletion", email="a@example.com"))
    assert "signature" in refused(network.other.send("POST", REQUESTS, stolen), 403)


def test_without_a_good_token_nothing_is_done(network: Network) -> None:
    agent = network.agent
    for token in ("", "wrong", "'; DROP TABLE agents; --"):
        agent.token = token
        refused(agent.exercise(), 403)
        refused(agent.send("GET", f"{REQUESTS}/x"), 403)
    bare = network.client.post(REQUESTS, content=agent.signed(agent.claims()))
    assert "Authorization" in refused(bare, 401)
    assert network.store.listed() == []


def test_a_token_tells_whose_it_is(network: Network) -> None:
    assert network.agent.send("GET", "/v1/agent/AGENT").json() == {}
    refused(network.agent.send("GET", "/v1/agent/OTHER"), 403)


def test_a_message_that_registered_can_not_be_used_again(network: Network) -> None:
    old = network.agent.token
    again = network.agent.register()
    assert (again.status_code, again.content) == (403, b"")
    newer = network.agent.register(**{"issued-at": (NOW - timedelta(seconds=1)).isoformat()})
    assert newer.status_code == 200
    assert network.agent.token != old
    network.agent.token = old
    refused(network.agent.exercise(), 403)


def test_who_may_not_register_learns_nothing(network: Network) -> None:
    stranger = Agent("STRANGER", network.client)
    impostor = Agent("AGENT", network.client)
    for answer in (stranger.register(), impostor.register(), network.agent.register(
        **{"business-id": "ELSEWHERE"}
    )):  # fmt: skip
        assert (answer.status_code, answer.content) == (403, b"")


def test_without_its_settings_the_protocol_is_not_there() -> None:
    client = TestClient(build_app(FakeAssistant(), Settings()), base_url="http://localhost")
    assert client.post(REQUESTS).status_code == 404
    assert "data-rights-request" not in client.get("/openapi.json").text


@pytest.mark.parametrize(
    ("told", "field"),
    [({"drp_business_id": "SHOP"}, "DRP_AGENTS"), ({"drp_agents": Path("x")}, "DRP_BUSINESS_ID"),
     ({"drp_business_id": "SHOP", "drp_agents": Path("/nowhere")}, "DRP_AGENTS")],
)  # fmt: skip
def test_what_is_set_up_by_halves_is_a_sentence(
    network: Network, policy: Policy, told: dict[str, Any], field: str
) -> None:
    filings = FilingDesk(
        policy=policy, rights=Shelf().rights(policy), zone=ZoneInfo("UTC"), now=lambda: NOW
    )
    desk = TicketDesk(filings=filings, store=network.store)
    assert open_drp(Settings(), desk) is None
    with pytest.raises(WrongSetting, match=f"CLAUSEWISE_{field}"):
        open_drp(Settings(**told), desk)


@pytest.mark.parametrize(
    "content", ["", "{}", "[1]", '[{"id": "A"}]', '[{"id": "A B", "verify_key": ""}]',
                '[{"id": "A", "verify_key": "AAAA"}]'],
)  # fmt: skip
def test_a_directory_that_can_not_be_read_is_refused(content: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_directory(content)
