"""A question put as the policy would put it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.phrasing import addressed_plainly, in_policy_voice


@pytest.mark.parametrize(
    ("asked", "voiced"),
    [
        ("Do you sell my info?", "do we sell your personal information?"),
        ("does the website share my data", "does we share disclose your personal information"),
        ("Can I erase it?", "can you delete it?"),
        ("Are my cards safe?", "are your cards security protect?"),
        ("is it given to other companies", "is we disclose to third parties"),
    ],
)
def test_persons_are_turned_and_words_are_those_of_policies(asked: str, voiced: str) -> None:
    assert in_policy_voice(asked) == voiced


def test_what_has_no_turn_stays_in_lower_case() -> None:
    assert in_policy_voice("How long are cookies kept?") == "how long are cookies kept?"


@given(st.text(max_size=200))
def test_any_text_has_a_phrasing(text: str) -> None:
    assert isinstance(in_policy_voice(text), str)


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("Does this app sell my info?", "do you sell my info?"),
        ("does the Lumio app know me", "do you know me"),
        ("Is it sharing my name?", "are you sharing my name?"),
        ("have they got my address", "have you got my address"),
        ("Doesn't your website set cookies?", "don't you set cookies?"),
        ("what is kept by the shop", "what is kept by you"),
        ("This company's rules?", "you's rules?"),
    ],
)
def test_the_shop_is_spoken_to_whatever_it_is_called(asked: str, plain: str) -> None:
    assert addressed_plainly(asked) == plain


@pytest.mark.parametrize(
    "asked", ["Can I delete it?", "Do you sell data?", "What about other companies?", ""]
)
def test_what_does_not_name_the_shop_stays_as_it_is(asked: str) -> None:
    assert addressed_plainly(asked) == asked


@given(st.text(max_size=200))
def test_any_text_can_be_put_plainly(text: str) -> None:
    assert isinstance(addressed_plainly(text), str)
