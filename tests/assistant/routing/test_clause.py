import pytest

from assistant.routing.clause import Clause, clauses
from assistant.routing.words import words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How do I delete my data", "open"),
        ("to whom do you sell it", "open"),
        ("can you tell me how you use it", "tell"),
        ("please let me know", "tell"),
        ("show me where I unsubscribe", "tell"),
        ("any way to get out", "way"),
        ("can I delete it", "may_i"),
        ("would you please delete it", "kind_you"),
        ("do you mind deleting it", "kind_you"),
        ("can you delete it", "can_you"),
        ("do you delete it", "closed"),
        ("is my data sold", "closed"),
        ("if I asked", "suppose"),
        ("I want to know", "learn"),
        ("customer asks for it", "learn"),
        ("not sure about that", "unsure"),
        ("I can't find the link", "unable"),
        ("question about deletion", "other"),
        ("questions about deletion", "about"),
        ("I want it deleted", "wish"),
        ("I hereby demand it", "wish"),
        ("we are appealing", "doing"),
        ("I no longer want it", "refuse"),
        ("no more emails", "refuse"),
        ("stop it", "stop"),
        ("please delete it", "order"),
        ("my mother wants it gone", "passed_on"),
        ("customer wants it gone", "passed_on"),
        ("my data", "mine"),
        ("your policy", "yours"),
        ("we were there", "self"),
        ("deletion", "other"),
        ("so, hi, please delete it", "order"),
    ],
)
def test_a_clause_is_named_for_how_it_begins(text: str, kind: str) -> None:
    assert clauses(words(text))[0].kind == kind


def test_clauses_lie_between_stops_and_pauses() -> None:
    found = clauses(words("I moved, so how do I change it? Please fix it for me."))
    assert found == [
        Clause(kind="self", asked=True),
        Clause(kind="open", asked=True),
        Clause(kind="order", asked=False),
    ]


@pytest.mark.parametrize("text", ["", "hi", "ok, thanks!", "...", "?"])
def test_fillers_are_no_clause(text: str) -> None:
    assert clauses(words(text)) == []
