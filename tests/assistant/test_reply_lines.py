import pytest

from assistant.conversation import Conversation
from assistant.reply import Clarification, Option, SmallTalk
from assistant.reply_lines import reply_lines
from tests.fakes import BIOMETRIC, CHOICES, COLLECTED, SELLING, FakeAssistant


def lines(text: str) -> list[str]:
    return list(reply_lines(FakeAssistant().reply(Conversation.begin(), text)))


def test_topics_are_numbered_each_with_the_clauses_that_its_answer_cites() -> None:
    assert lines("unclear") == [
        "Which of these do you mean?",
        "",
        f"1. {CHOICES[0]}",
        f"    {SELLING}",
        f"2. {CHOICES[1]}",
        f"    {COLLECTED}",
        f"3. {CHOICES[2]}",
        f"    {BIOMETRIC}",
    ]


def test_a_clause_that_is_cited_twice_stands_there_once() -> None:
    answer = FakeAssistant().reply(Conversation.begin(), CHOICES[0])
    twice = Option(answer_id="a", text="Selling?", citations=answer.citations * 2)
    both = Option(answer_id="b", text="Silence?", citations=())
    assert list(reply_lines(Clarification(lead="Which?", options=(twice, both)))) == [
        "Which?", "", "1. Selling?", f"    {SELLING}", "2. Silence?",
    ]  # fmt: skip


def test_an_answer_stands_above_its_clauses() -> None:
    *_, blank, source = lines("Do you sell my data?")
    assert blank == ""
    assert source.startswith(f"[1] {SELLING} (")
    assert source.endswith("; applies to: California residents")


@pytest.mark.parametrize("said", ["Hello.", "Two\nlines."])
def test_what_cites_nothing_stands_alone(said: str) -> None:
    assert list(reply_lines(SmallTalk(text=said))) == [said]
