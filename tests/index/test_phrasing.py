"""A question put as the policy would put it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.phrasing import in_policy_voice


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
