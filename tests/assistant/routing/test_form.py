import pytest

from assistant.routing.form import forms
from assistant.routing.words import words


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("how do I delete it", "only_asks"),
        ("how do I delete it, tell me", "only_asks"),
        ("how hard can it be, delete it", "does"),
        ("deletion", "neither"),
        ("my data, deleted", "neither"),
        ("is it deleted?", "mark_last"),
        ("is it? tell me", "mark_within"),
        ("delete it", "no_mark"),
        ("is it? delete it", "first_closed"),
        ("is it? delete it", "last_order"),
        ("is it? delete it", "ends_closed_order"),
        ("is it? delete it", "some_order"),
        ("is it? delete it", "asked_closed"),
        ("is it? delete it", "clauses_2"),
        ("a, b, c, d, e, f, g, h", "clauses_6"),
        ("could you please erase it", "you_erase"),
        ("any chance you could wipe it", "you_wipe"),
        ("how about you drop it", "you_drop"),
        ("would you be so kind as to remove it", "you_remove"),
        ("can I have my account deleted", "i_have"),
        ("", "empty"),
    ],
)
def test_the_form_tells(text: str, form: str) -> None:
    assert form in forms(words(text))


def test_what_is_not_asked_is_not_called_so() -> None:
    assert "asked_order" not in forms(words("is it? delete it"))
