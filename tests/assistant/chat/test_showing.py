import pytest

from assistant.chat.layout import MOST_CHOICES
from assistant.chat.showing import shown
from assistant.chat.transcript import Transcript


def buttons(*choices: str) -> list[tuple[object, object]]:
    """The label of each button, and whether it is to be seen."""
    asked = Transcript().show("assistant", "Which?", choices=choices)
    told = shown(asked)[1 : 1 + MOST_CHOICES]
    return [(button["value"], button["visible"]) for button in told]


@pytest.mark.parametrize("most", range(MOST_CHOICES + 1))
def test_each_topic_is_a_button_and_no_button_is_without_one(most: int) -> None:
    topics = [f"Topic {number}?" for number in range(most)]
    left = MOST_CHOICES - most
    assert buttons(*topics) == [*((topic, True) for topic in topics), *[("", False)] * left]


def test_more_topics_than_buttons_are_left_to_the_list() -> None:
    """It hides behind the buttons, and what has none would be lost."""
    assert buttons(*"abcd") == [("", False)] * MOST_CHOICES
