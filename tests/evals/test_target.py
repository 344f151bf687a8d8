"""What can be measured: all targets alike, and a server over a real socket."""

import json
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from assistant.conversation import Conversation
from assistant.reply import Reply
from assistant.web.application import build_app
from corpus import Policy
from evals.case import CaseSet
from evals.case_file import read_cases
from evals.errors import OtherSubject, UnreachableTarget
from evals.exchange import read_exchange
from evals.run import Result
from evals.runner import run_case
from evals.target import BrokenSearch, InProcess, Server, Target, subject_of
from index.passage import Grain, Hit, Passage
from settings import Settings
from tests.evals.fake_target import EXAM, FakeTarget
from tests.fakes import COLLECTED, SELLING, FakeAssistant

if TYPE_CHECKING:
    from assistant.turn import Assistant

SELL = ["Do you sell my data?"]


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of the application while it is served."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=20)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The address of the real application with the tests' assistant."""
    with served(build_app(FakeAssistant(), Settings(questions_per_minute=1000))) as address:
        yield address


Reach = Callable[..., Server]


@pytest.fixture
def reach(policy: Policy) -> Iterator[Reach]:
    """Reaches the server at an address; closed after the test."""
    with ExitStack() as stack:

        def reach(address: str, policy: Policy = policy) -> Server:
            return stack.enter_context(closing(Server(address, policy)))

        yield reach


@pytest.fixture(scope="module")
def exam(policy: Policy) -> CaseSet:
    return read_cases(policy, str(EXAM))


def stub(*answers: Response, ready: Response | None = None) -> FastAPI:
    """A server that gives these answers, and the last one again and again."""
    app, left = FastAPI(), list(answers)

    @app.post("/api/v1/ask")
    def ask() -> Response:
        return left.pop(0) if len(left) > 1 else left[0]

    @app.get("/ready")
    def is_ready() -> Response:
        return ready or PlainTextResponse("not here", status_code=404)

    return app


def content(policy: Policy, **changes: object) -> dict[str, Any]:
    replies, explanation = FakeTarget(assistant=FakeAssistant(policy)).converse(SELL, seconds=1)
    return {"replies": replies, "explanations": [explanation], **changes}


@pytest.fixture(params=["fake", "in process", "server"])
def target(request: pytest.FixtureRequest) -> Target:
    if request.param == "fake":
        return FakeTarget()
    if request.param == "server":
        return request.getfixturevalue("reach")(request.getfixturevalue("url"))
    assistant: Assistant = request.getfixturevalue("assistant")
    return InProcess(assistant=assistant, model="all-MiniLM-L6-v2")


def test_every_target_replies_to_each_turn_and_explains_the_last(
    target: Target, policy: Policy
) -> None:
    said = target.converse(["hello", *SELL], seconds=20)
    exchange = read_exchange(*said)
    assert [reply.kind for reply in exchange.replies] == ["small_talk", "answer"]
    assert {reply.policy.sha256 for reply in exchange.replies} == {policy.sha256}
    assert exchange.explanation is not None
    assert exchange.explanation.probability > 0.5
    assert SELLING in exchange.explanation.clause_ids
    assert SELLING in {citation.clause_id for citation in exchange.replies[-1].citations}


def test_every_target_begins_each_conversation_afresh(target: Target) -> None:
    first, again = (target.converse(["what is the moon made of"], seconds=20) for _ in range(2))
    assert first[0][0]["text"] == again[0][0]["text"]


def test_every_target_raises_where_there_is_no_reply(target: Target) -> None:
    with pytest.raises(Exception, match="no question"):
        target.converse(["  "], seconds=20)


def test_every_target_tells_what_it_is_in_json(target: Target, policy: Policy) -> None:
    subject = subject_of(target, case_set="exam", policy=policy)
    assert subject.target == target.name
    assert json.loads(json.dumps(subject.parts)) == subject.parts
    assert (subject.case_set, subject.policy_sha256) == ("exam", policy.sha256)


def test_a_server_says_of_the_exam_what_the_assistant_says_in_process(
    reach: Reach, url: str, policy: Policy, exam: CaseSet
) -> None:
    server, fake = reach(url), FakeTarget()
    for case in exam.cases:
        outcomes = [run_case(case, one, seconds=20).outcome(case, policy) for one in (server, fake)]
        assert len({replace(outcome, elapsed_ms=None, request=None) for outcome in outcomes}) == 1


@dataclass
class Clock:
    """Time that passes at once where somebody waits."""

    waits: list[float]

    def now(self) -> float:
        return monotonic() + sum(self.waits)

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock([])
    monkeypatch.setattr("assistant.web.ask_limit.monotonic", clock.now)
    monkeypatch.setattr("evals.target.sleep", clock.wait)
    return clock


def test_a_server_that_asks_for_patience_gets_it(reach: Reach, exam: CaseSet, clock: Clock) -> None:
    """The real limit: one question a minute."""
    with served(build_app(FakeAssistant(), Settings(questions_per_minute=1))) as address:
        server = reach(address)
        results = [run_case(case, server, seconds=20) for case in exam.cases[:3]]
    assert [result.failure for result in results] == [None] * 3
    assert clock.waits == pytest.approx([60, 60], abs=2)


@pytest.mark.parametrize(
    ("told", "waited"), [({"Retry-After": "3"}, 3.0), ({}, 5.0), ({"Retry-After": "86400"}, 60.0)]
)
def test_how_long_it_waits_is_what_the_server_says_within_reason(
    reach: Reach, policy: Policy, clock: Clock, told: dict[str, str], waited: float
) -> None:
    busy = Response(status_code=429, headers=told)
    with served(stub(busy, busy, JSONResponse(content(policy)))) as address:
        replies, _ = reach(address).converse(SELL, seconds=20)
    assert replies[0]["kind"] == "answer"
    assert clock.waits == [waited, waited]


def test_waiting_counts_towards_the_time_of_a_case(
    reach: Reach, policy: Policy, exam: CaseSet
) -> None:
    busy = Response(status_code=429, headers={"Retry-After": "1"})
    with served(stub(busy, JSONResponse(content(policy)))) as address:
        result = run_case(exam.cases[0], reach(address), seconds=0.3)
        sleep(1)
    assert result.failure == "timed out after 0.3 s"


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("http://127.0.0.1:1", "can't be reached .*refused.*python app.py"),
        ("127.0.0.1:7860", "can't be reached"),
        ("http://127.0.0.1:99999999", "can't be reached"),
        ("http://[", "is no address|can't be reached"),
        ("", "can't be reached"),
        ("ftp://127.0.0.1", "unsupported protocol"),
    ],
)
def test_an_address_where_nothing_answers_is_an_error(
    reach: Reach, address: str, problem: str
) -> None:
    with pytest.raises(UnreachableTarget, match=problem):
        reach(address)


def test_a_port_that_speaks_something_else_is_an_error(reach: Reach) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def greet() -> None:
            connection, _ = listener.accept()
            connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")
            connection.close()

        thread = Thread(target=greet)
        thread.start()
        with pytest.raises(UnreachableTarget, match="does not answer as a server of this release"):
            reach(f"http://127.0.0.1:{listener.getsockname()[1]}")
        thread.join()


def test_a_server_of_something_else_is_an_error(reach: Reach) -> None:
    page = PlainTextResponse("<html>Welcome</html>")
    with (
        served(stub(page, ready=page)) as address,
        pytest.raises(UnreachableTarget, match="does not answer as a server of this release"),
    ):
        reach(address)


def test_a_server_without_the_api_ends_the_run(reach: Reach) -> None:
    with (
        served(FastAPI()) as address,
        pytest.raises(UnreachableTarget, match="has no /api/v1/ask"),
    ):
        reach(address).converse(SELL, seconds=20)


def test_a_server_that_went_away_ends_the_run(reach: Reach, policy: Policy, exam: CaseSet) -> None:
    with served(stub(JSONResponse(content(policy)))) as address:
        server = reach(address)
        assert run_case(exam.cases[0], server, seconds=20).failure is None
    with pytest.raises(UnreachableTarget, match="can't be reached"):
        run_case(exam.cases[0], server, seconds=20)


class Mute(FakeAssistant):
    def reply(self, conversation: Conversation, text: str) -> Reply:  # noqa: ARG002 -- as the real one
        raise RuntimeError


def test_a_server_that_is_not_ready_is_an_error(reach: Reach) -> None:
    with (
        served(build_app(Mute(), Settings())) as address,
        pytest.raises(UnreachableTarget, match="is up but not ready"),
    ):
        reach(address)


def test_a_server_with_another_text_of_the_policy_is_an_error(
    reach: Reach, url: str, policy: Policy
) -> None:
    with pytest.raises(OtherSubject, match="serves another text of the policy than crypjama here"):
        reach(url, replace(policy, text=policy.text + " "))


def test_a_server_that_changes_its_policy_ends_the_run(
    reach: Reach, policy: Policy, exam: CaseSet
) -> None:
    other = content(policy)
    other["replies"][0]["policy"]["sha256"] = "0" * 64
    with served(stub(JSONResponse(other))) as address:
        server = reach(address)
        with pytest.raises(OtherSubject, match="serves another text"):
            run_case(exam.cases[0], server, seconds=20)


def failure(case_set: CaseSet, server: Server, turns: Sequence[str] = SELL) -> str:
    result: Result = run_case(replace(case_set.cases[0], turns=tuple(turns)), server, seconds=20)
    return str(result.failure)


def test_a_question_that_crashes_the_server_fails_alone(
    reach: Reach, url: str, exam: CaseSet
) -> None:
    server = reach(url)
    assert "the server said 500" in failure(exam, server, ["explode"])
    assert failure(exam, server) == "None"


def test_a_question_that_the_server_refuses_fails_alone(
    reach: Reach, url: str, exam: CaseSet
) -> None:
    said = failure(exam, reach(url), ["x" * 3000])
    assert "the server said 422" in said
    assert "3,000 characters" in said


@pytest.mark.parametrize(
    "answer",
    [
        lambda _: PlainTextResponse("<html>Welcome</html>"),
        lambda _: JSONResponse([]),
        lambda _: JSONResponse({"replies": []}),
        lambda policy: JSONResponse(content(policy, replies=[])),
        lambda policy: JSONResponse(content(policy, replies=["hello"])),
        lambda policy: JSONResponse(content(policy, replies=[{"kind": "answer"}])),
    ],
    ids=["a page", "a list", "no explanations", "no replies", "words", "no policy"],
)
def test_what_is_not_as_the_contract_has_it_fails_the_case(
    reach: Reach, policy: Policy, exam: CaseSet, answer: Callable[[Policy], Response]
) -> None:
    with served(stub(answer(policy))) as address:
        assert "not as the contract has it" in failure(exam, reach(address))


def test_a_server_that_explains_nothing_is_measured_without(
    reach: Reach, policy: Policy, exam: CaseSet
) -> None:
    with served(stub(JSONResponse(content(policy, explanations=None)))) as address:
        case = exam.cases[0]
        outcome = run_case(case, reach(address), seconds=20).outcome(case, policy)
    assert outcome.failure is None
    assert (outcome.found, outcome.probability, outcome.would_cite) == (None, None, None)


@dataclass(frozen=True)
class Shelf:
    """A search that finds the same three passages."""

    def search(self, question: str, *, document: str) -> list[Hit]:  # noqa: ARG002 -- as the real one
        return [
            Hit(
                passage=Passage(
                    passage_id=name, document="shop", grain=Grain.SENTENCE,
                    clause_ids=(name,), start=0, end=1, text=name,
                ),
                score=score, rank=rank,
            )
            for rank, (name, score) in enumerate([("a", 0.9), ("b", 0.5), ("c", 0.1)], start=1)
        ]  # fmt: skip

    def coverage(self, question: str, hits: Sequence[Hit]) -> float:  # noqa: ARG002 -- as the real one
        return 0.7


def test_a_broken_search_has_the_worst_first_as_surely_as_the_best() -> None:
    broken = BrokenSearch(search_of=Shelf())
    found = broken.search("who?", document="shop")
    assert [(hit.passage.text, hit.score, hit.rank) for hit in found] == [
        ("c", 0.9, 1), ("b", 0.5, 2), ("a", 0.1, 3),
    ]  # fmt: skip
    assert broken.coverage("who?", found) == 0.7


def test_a_broken_search_is_told_among_the_parts(assistant: "Assistant") -> None:
    search = BrokenSearch(search_of=assistant.answering.retriever)
    broken = replace(assistant, answering=replace(assistant.answering, retriever=search))
    parts = [InProcess(assistant=one, model="m").parts for one in (assistant, broken)]
    assert [part["retriever"] for part in parts] == ["Retriever", "BrokenSearch"]
    assert {**parts[0], "retriever": ""} == {**parts[1], "retriever": ""}


def test_the_list_of_what_is_collected_is_cited_whole(policy: Policy, exam: CaseSet) -> None:
    case = replace(exam.cases[0], turns=("what do you collect",))
    outcome = run_case(case, FakeTarget(), seconds=20).outcome(case, policy)
    items = {clause.clause_id for clause in policy.items_under(COLLECTED)}
    assert items < outcome.cited[0].covers
