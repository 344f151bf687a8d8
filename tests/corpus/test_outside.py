from pathlib import Path

import pytest

from corpus import Shelf
from corpus.answer_file import asked_as
from corpus.errors import MalformedAnswers
from corpus.outside import outside_topics


def test_there_are_many_topics_each_spoken_of_in_many_ways() -> None:
    topics = outside_topics()
    assert len(topics) > 200
    assert min(len(ways) for ways in topics.values()) >= 20


def test_no_message_stands_under_two_topics_or_asks_for_an_answer() -> None:
    said = [asked_as(way) for ways in outside_topics().values() for way in ways]
    assert len(said) == len(set(said))
    answers = Shelf().answers(Shelf().load("crypjama")).current
    assert not set(said) & {asked_as(way) for answer in answers for way in answer.asked}


@pytest.mark.parametrize("content", ["- a list", "weather: [rain", "just words"])
def test_what_is_no_mapping_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "outside.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(MalformedAnswers, match=r"outside\.yaml"):
        outside_topics(path)


def test_numbers_and_yes_are_words(tmp_path: Path) -> None:
    path = tmp_path / "outside.yaml"
    path.write_text("talk:\n  - yes\n  - 007\n", encoding="utf-8")
    assert outside_topics(path) == {"talk": ("yes", "007")}
