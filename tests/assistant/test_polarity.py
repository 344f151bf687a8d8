from datetime import date

import pytest

from assistant.part import Kind, Part
from assistant.polarity import borne_out
from corpus.answers import ReviewedAnswer
from corpus.verdict import Verdict


def answer(topic: str, verdict: Verdict | None) -> ReviewedAnswer:
    return ReviewedAnswer(
        answer_id="it", family="it", topic=topic, is_silence=verdict is None, verdict=verdict,
        asked=(), sentences=(), reviewed_by="us", reviewed_on=date(2026, 11, 22), digests={},
    )  # fmt: skip


def premise(text: str, *, negated: bool = False) -> Part:
    return Part(text=text, kind=Kind.PREMISE, negated=negated)


@pytest.mark.parametrize(
    ("negated", "verdict", "so"),
    [
        (False, Verdict.YES, True), (True, Verdict.YES, False),
        (False, Verdict.NO, False), (True, Verdict.NO, True),
    ],
)  # fmt: skip
def test_a_yes_bears_out_what_is_affirmed_and_a_no_what_is_denied(
    negated: bool, verdict: Verdict, so: bool
) -> None:
    part = premise("do you share my data with others?", negated=negated)
    assert borne_out(part, answer("Do you share my information with anyone?", verdict)) is so


@pytest.mark.parametrize("verdict", [None, Verdict.DEPENDS, Verdict.STATES])
def test_neither_yes_nor_no_tells_nothing(verdict: Verdict | None) -> None:
    part = premise("do you share my data?")
    assert borne_out(part, answer("Do you share my information?", verdict)) is None


@pytest.mark.parametrize(
    ("statement", "topic"),
    [
        ("do you ignore do not track signals?", "Does your site respond to Do Not Track?"),
        ("are data requests free?", "Does a data request cost anything?"),
        ("do you only share what you must?", "Would you share my data even if no law forces you?"),
        ("do you only share what you must?", "Do you share my data?"),
        ("do you share my data?", "Do you share my data without telling me?"),
        ("my info stays with you?", "Do you share my information with anyone?"),
        ("do you send texts?", "What texts will you send me?"),
        ("do you encrypt it?", "Do you collect my name?"),
        ("do you share it?", "Do you use cookies?"),
    ],
)
def test_other_words_that_may_mean_the_opposite_tell_nothing(statement: str, topic: str) -> None:
    assert borne_out(premise(statement), answer(topic, Verdict.YES)) is None


def test_a_turning_word_in_both_is_the_same_way_round() -> None:
    part = premise("will you use my data for other things without telling me?", negated=True)
    topic = "Will you use my information for something else without telling me?"
    assert borne_out(part, answer(topic, Verdict.NO)) is True
