import pytest

from assistant.routing.named import named_right
from corpus import Right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("STOP", Right.STOP_SMS),
        ("stop stop stop!", Right.STOP_SMS),
        ("STOPALL", Right.STOP_SMS),
        ("END", Right.STOP_SMS),
        ("Shine the Light, please", Right.SHINE_THE_LIGHT),
        ("per Civil Code 1798.83", Right.SHINE_THE_LIGHT),
        ("I hereby appeal", Right.APPEAL),
        ("we are appealing", Right.APPEAL),
        ("under section 1798.105", Right.DELETE),
        ("Art. 17 GDPR", Right.DELETE),
        ("my right to be forgotten", Right.DELETE),
        ("per 1798.106", Right.CORRECT),
        ("rectification under Article 16", Right.CORRECT),
        ("Do Not Sell my info", Right.OPT_OUT),
        ("under Article 21(2)", Right.OPT_OUT),
        ("right to limit", Right.LIMIT),
        ("data portability", Right.PORTABILITY),
        ("Article 15", Right.ACCESS),
        ("a subject access request", Right.ACCESS),
        ("under 1798.110, the specific pieces", Right.ACCESS),
        ("under 1798.110, the categories", Right.KNOW),
        ("a request to know", Right.KNOW),
        ("Article 18", Right.OTHER),
        ("object under Article 21(1)", Right.OTHER),
    ],
)
def test_a_right_is_known_by_its_name_or_its_law(text: str, right: Right) -> None:
    assert named_right(text) is right


@pytest.mark.parametrize(
    "text",
    ["delete my data", "stop it please", "end my subscription", "how I can appeal", "Article 175",
     "Article 1", "I know my rights", "cancel my account"],
)  # fmt: skip
def test_other_words_name_none(text: str) -> None:
    assert named_right(text) is None


def test_the_first_that_is_named_counts() -> None:
    text = "Erase it under Article 17, and restrict the processing under Article 18."
    assert named_right(text) is Right.DELETE
    assert named_right(" ".join(reversed(text.split(", ")))) is Right.OTHER


def test_an_appeal_counts_before_the_right_that_was_denied() -> None:
    assert named_right("You denied my request to know. I appeal.") is Right.APPEAL
