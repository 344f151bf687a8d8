"""The messages here were written for the tests; none was used to make the patterns."""

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.route import RequestRoute, Route, directed, right_asked_about, route
from corpus import Right

ROOT = Path(__file__).parents[2]

QUESTIONS = [
    "How do I delete my data?",
    "Can I delete my account?",
    "what happens to my data when I delete my account",
    "who can I contact to delete my info?",
    "is there a way to opt out of selling",
    "do you sell my data to third parties",
    "how can I unsubscribe from texts",
    "I want to know how you use my data",
    "I want to know if you share my location",
    "tell me how to opt out of targeted ads",
    "could you explain what personal data you collect?",
    "can you explain how I can get a copy of my information",
    "can you tell me who has access to my information",
    "explain the right to be forgotten",
    "Do I have the right to see a copy of my data?",
    "how long does it take you to respond to a deletion request",
    "does deleting the app delete my data",
    "What if I don't want you to sell my info?",
    "where do I send a deletion request",
    "If I close my account, is my data removed?",
    "do you let customer service agents see my orders",
    "do you use human reviewers",
    "is my data shared with support staff",
    "what is shine the light",
    "my daughter is 10, can she make an account?",
    "my son gave you his email, what do you do with it?",
    "Does unsubscribing stop text messages too?",
    "I moved last month, how do I update my address",
    "how do you handle opt out requests?",
    "hi, do you sell my data",
    "ok but do you share it with advertisers?",
    "thanks. how long do you keep it?",
    "yes but what about cookies",
    "help me understand your cookie policy",
]

REQUESTS = [
    ("delete my data", Right.DELETE),
    ("Please erase all my personal information.", Right.DELETE),
    ("I want my account deleted", Right.DELETE),
    ("can you please delete my account?", Right.DELETE),
    ("would you kindly remove my profile", Right.DELETE),
    ("get rid of everything you have about me", Right.DELETE),
    ("forget me", Right.DELETE),
    ("hi, please delete my data. thanks", Right.DELETE),
    ("remove me from your mailing list", Right.UNSUBSCRIBE_EMAIL),
    ("take me off your email list", Right.UNSUBSCRIBE_EMAIL),
    ("unsubscribe me", Right.UNSUBSCRIBE_EMAIL),
    ("Stop selling my information", Right.OPT_OUT),
    ("don't share my info with anyone", Right.OPT_OUT),
    ("I no longer want you to sell my data", Right.OPT_OUT),
    ("opt me out", Right.OPT_OUT),
    ("I'd like a copy of all the data you have on me", Right.ACCESS),
    ("send me my data", Right.ACCESS),
    ("stop texting me", Right.STOP_SMS),
    ("STOP", Right.STOP_SMS),
    ("fix my address please, it is wrong", Right.CORRECT),
    ("my email is wrong in your records", Right.CORRECT),
    ("I am exercising my right to know", Right.KNOW),
    ("export my data", Right.PORTABILITY),
    ("limit the use of my sensitive information", Right.LIMIT),
    ("this is my Shine the Light letter", Right.SHINE_THE_LIGHT),
    ("delete my son's account", Right.CHILD_DATA),
    ("I want to appeal your decision on my request", Right.APPEAL),
    ("I am exercising my rights under the CCPA", Right.OTHER),
]

WISHES_FOR_A_PERSON = [
    "talk to a person",
    "I want to talk to a human",
    "human please",
    "can I speak to someone?",
    "connect me with customer service",
    "get me a representative",
    "I need a real person",
    "is there a human I can talk to",
    "let me chat with an agent",
    "can someone on your side call me",
    "I'd like to speak with someone from support",
    "this is useless, give me a human",
]

SMALL_TALK = [
    "hi", "Hello!", "hey there", "thank you so much", "good morning", "ok thanks bye",
    "cool, thanks", "who are you", "what can you do?", "help", "are you a bot?", "👋 hello",
]  # fmt: skip

# Runs every pattern of the room over words out of its own source, each repeated to 2,000 letters,
# alone and behind another, and ended in what can't match: there a pattern hangs that backtracks
# too much.
ATTACK = r"""
import importlib, random, re, sys

def patterns(value):
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from patterns(part)

found = {}
for module in sys.argv[1:]:
    for value in vars(importlib.import_module(module)).values():
        found.update((pattern.pattern, pattern) for pattern in patterns(value))

tried = 0
for pattern in found.values():
    if isinstance(pattern.pattern, bytes):
        continue
    source = pattern.pattern.lower().replace("\\b", " ")
    words = sorted(set(re.findall(r"[a-z0-9@.<>/-]+", source)))
    pieces = [*words, *(f"{word} " for word in words), " ", "\n", "!", "a", "1", ", ", "“"]
    # All pairs would be 200,000 runs, minutes of them; a pattern that hangs does so on many.
    some = random.Random(7)
    pairs = [(some.choice(words), some.choice(words)) for _ in words]
    pieces += [f"{one} {other} " for one, other in pairs]
    runs = [(piece * 2000)[:2000] for piece in pieces]
    runs += [f"{one} " + (f"{other} " * 2000)[:2000] for one, other in pairs]
    for run in runs:
        pattern.search(run + "\x01")
        tried += 1
print(len(found), tried)
"""


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_about_a_right_is_a_question(text: str) -> None:
    assert route(text) is Route.QUESTION


@pytest.mark.parametrize(("text", "right"), REQUESTS)
def test_what_is_to_be_done_is_a_request(text: str, right: Right) -> None:
    assert route(text) == RequestRoute(right=right)


@pytest.mark.parametrize("text", WISHES_FOR_A_PERSON)
def test_who_wants_a_person_gets_one(text: str) -> None:
    assert route(text) is Route.PERSON


@pytest.mark.parametrize("text", SMALL_TALK)
def test_small_talk_is_not_searched_for(text: str) -> None:
    assert route(text) is Route.SMALL_TALK


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("How do I delete my data?", Right.DELETE),
        ("so how can someone get a copy of their data", Right.ACCESS),
        ("how to unsubscribe", Right.UNSUBSCRIBE_EMAIL),
        ("Is there a way to export my data", Right.PORTABILITY),
        ("where do i update my address?", Right.CORRECT),
        ("how do I opt out of analytics?", None),
        ("how long do you take to delete my data?", None),
        ("do you delete my data when I leave?", None),
        ("how do I contact you", None),
    ],
)
def test_a_question_on_how_to_use_a_right_is_known_by_its_right(
    text: str, right: Right | None
) -> None:
    assert right_asked_about(text) is right


def test_a_letter_that_asks_along_the_way_is_the_request_that_it_ends_in() -> None:
    letter = (
        "To whom it may concern, I bought a pair of pajamas from you in March and have been "
        "getting messages from companies that I never heard of since; how they came by my "
        "address, I can only guess. I do not want to go into that here. I hereby ask that you "
        "erase all personal data that you hold on me and confirm it in writing. Yours, A. Smith"
    )
    assert route(letter) == RequestRoute(right=Right.DELETE)


def test_case_and_line_ends_make_no_difference() -> None:
    assert route("PLEASE\nDELETE\nMY DATA") == RequestRoute(right=Right.DELETE)


def test_no_message_makes_a_pattern_hang() -> None:
    files = [
        file for file in (ROOT / "assistant").rglob("*.py") if "re.compile" in file.read_text()
    ]
    modules = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files]
    run = subprocess.run(
        [sys.executable, "-c", ATTACK, *modules],
        cwd=ROOT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    patterns, tried = map(int, run.stdout.split())
    assert patterns > 20
    assert tried > 1000


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("I direct you to stop selling my personal information.", Right.OPT_OUT),
        ("We hereby demand that you delete all data about our client.", Right.DELETE),
        ("I request you to tell me how to delete my data", None),
        ("I ask whether you sell my data", None),
        ("You direct me to delete my data?", None),
    ],
)
def test_a_right_that_is_used_in_so_many_words(text: str, right: Right | None) -> None:
    assert directed(text) is right
