from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assistant.route import RequestRoute, Route, route
from assistant.routing.examples import NO_REQUEST, WANTED, Example, read_examples
from assistant.routing.router import Router
from assistant.routing.weights import Numbers, Weights
from corpus import Right
from index.embedder import SentenceTransformerEmbedder

UNSEEN = Path(__file__).parent / "unseen.yaml"
Routed = Callable[[str], Route | RequestRoute]

REQUESTS = [
    ("could somebody get my account off your computers", Right.DELETE),
    ("I'd love it if you emailed me my whole file", Right.ACCESS),
    ("hand my records to the other shop as a CSV", Right.PORTABILITY),
    ("it's Anne with an e, put that right in my account please", Right.CORRECT),
    ("leave my details out of whatever you sell", Right.OPT_OUT),
    ("no more junk from you in my inbox", Right.UNSUBSCRIBE_EMAIL),
    ("make the texts on my phone stop", Right.STOP_SMS),
    ("please delete what my 8 year old filled in", Right.CHILD_DATA),
    ("I contest that you turned down my request, have it reviewed", Right.APPEAL),
    ("I object to your sales calls, stop calling me", Right.OTHER),
    ("my sensitive information is only to be used for my orders", Right.LIMIT),
    ("a Shine the Light list for me, please", Right.SHINE_THE_LIGHT),
    ("list for me which categories of my data you sold, as a formal CCPA request", Right.KNOW),
]

QUESTIONS = [
    "how would I delete my data?",
    "can I delete my data?",
    "what happens if I ask you to delete my account?",
    "can you tell me what you have on me?",
    "I asked you to delete my data last week, why do I still get mail?",
    "cust asks whether we delete old accounts",
    "which cookies do you set",
    "cancel my order",
    "change my delivery address for order 5",
    "delete my post",
    "close the window",
]


@pytest.fixture(scope="module")
def routed(weights: Weights, embedder: SentenceTransformerEmbedder) -> Routed:
    router = Router(weights=weights)
    return lambda text: router.route(text, embedder.embed([text])[0])


@pytest.fixture(scope="module")
def unseen(
    weights: Weights, embedder: SentenceTransformerEmbedder
) -> list[tuple[Example, Route | RequestRoute]]:
    """What nothing was trained on, with the way it goes."""
    examples = read_examples(UNSEEN)
    vectors = embedder.embed([example.text for example in examples])
    router = Router(weights=weights)
    return [
        (example, router.route(example.text, vector))
        for example, vector in zip(examples, vectors, strict=True)
    ]


@pytest.mark.parametrize(("text", "right"), REQUESTS)
def test_a_request_is_known_with_its_right(routed: Routed, text: str, right: Right) -> None:
    assert routed(text) == RequestRoute(right=right)


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_none(routed: Routed, text: str) -> None:
    assert routed(text) is Route.QUESTION


def test_of_unseen_requests_95_in_100_are_found(
    unseen: list[tuple[Example, Route | RequestRoute]],
) -> None:
    requests = [way for example, way in unseen if example.wanted not in NO_REQUEST]
    found = sum(isinstance(way, RequestRoute) for way in requests)
    assert len(requests) > 100
    assert found / len(requests) >= 0.95


def test_of_unseen_requests_90_in_100_get_their_right(
    unseen: list[tuple[Example, Route | RequestRoute]],
) -> None:
    requests = [(e.wanted, way) for e, way in unseen if e.wanted not in NO_REQUEST]
    right = sum(way == RequestRoute(right=Right(wanted)) for wanted, way in requests)
    assert right / len(requests) >= 0.90


def test_of_unseen_questions_95_in_100_stay_questions(
    unseen: list[tuple[Example, Route | RequestRoute]],
) -> None:
    questions = [way for example, way in unseen if example.wanted in NO_REQUEST]
    assert len(questions) > 100
    assert questions.count(Route.QUESTION) / len(questions) >= 0.95


@pytest.mark.parametrize(
    "text",
    ["I'd sooner have a human on the line", "is somebody real there, I don't chat with bots"],
)
def test_a_wish_for_a_person_is_known_without_a_rule(routed: Routed, text: str) -> None:
    assert route(text) is not Route.PERSON
    assert routed(text) is Route.PERSON


def test_a_rule_for_persons_is_overruled_where_nothing_else_speaks_for_one(
    routed: Routed,
) -> None:
    text = "is it recorded when I talk to support"
    assert route(text) is Route.PERSON
    assert routed(text) is Route.QUESTION


def test_small_talk_is_known_by_rule_and_without(routed: Routed) -> None:
    assert routed("what can you do?") is Route.SMALL_TALK
    assert route("thank you ever so much, you were great") is Route.QUESTION
    assert routed("thank you ever so much, you were great") is Route.SMALL_TALK


def test_the_law_that_is_named_says_which_right() -> None:
    """Whatever is believed."""
    biases = np.array([9 * (wanted == Right.DELETE) for wanted in WANTED], dtype=np.float32)
    router = Router(weights=_believing(biases))
    nothing = np.zeros(2, dtype=np.float32)
    assert router.route("Do what 1798.106 asks", nothing) == RequestRoute(right=Right.CORRECT)
    assert router.route("Do what it asks", nothing) == RequestRoute(right=Right.DELETE)


def test_without_weights_the_rules_decide(embedder: SentenceTransformerEmbedder) -> None:
    vector = embedder.embed(["delete my data"])[0]
    for text in ("delete my data", "how do I delete my data", "human please", "hi"):
        assert Router().route(text, vector) == route(text)


def _believing(biases: Numbers) -> Weights:
    """Weights to which all messages are alike."""
    return Weights(
        model="none", weights_sha256="00", examples_sha256="00", wanted=WANTED, request_from=0.5,
        places={}, matrix=np.zeros((len(WANTED), 2), dtype=np.float32), biases=biases, measured={},
    )  # fmt: skip
