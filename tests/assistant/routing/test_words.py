import pytest

from assistant.routing.words import words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Delete my DATA!", ["delete", "my", "data", "!"]),
        ("pls del my acct thx", ["please", "del", "my", "account", "thanks"]),
        ("Don’t sell it", ["don't", "sell", "it"]),
        ("idk how", ["i", "don't", "know", "how"]),
        ("I'd like", ["i", "would", "like"]),
        ("order 4411, 17 items", ["order", "0", ",", "0", "items"]),
        ("to ann.b@example.com.", ["to", "anaddress"]),
        ("see https://example.com/a?b=c now", ["see", "alink", "now"]),
        ("text (212) 555-0148", ["text", "aphone"]),
        ("call 555-0148", ["call", "aphone"]),
        ("Привет, Zoë", ["привет", ",", "zoë"]),
        ("", []),
    ],
)
def test_words_are_read_as_in_a_letter(text: str, said: list[str]) -> None:
    assert words(text) == said


def test_of_what_is_long_the_beginning_and_the_end_are_read() -> None:
    said = words("first " + "between " * 500 + "last")
    assert said[0] == "first"
    assert said[-1] == "last"
    assert len(said) < 200


def test_the_middle_of_what_is_not_so_long_is_read() -> None:
    assert "middle" in words("a " * 200 + "middle" + " a" * 200)
