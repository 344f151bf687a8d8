import logging
from dataclasses import replace
from pathlib import Path

import pytest

from index.asked import Matches
from index.asked_training import Lessons, opened_matcher
from index.build import Progress
from tests.index.word_embedder import WordEmbedder

LESSONS = Lessons(
    asked={"selling": ["do you sell my data", "sell data"], "cookies": ["do you use cookies"],
           "children": ["may children shop here", "kids under thirteen"]},
    families={"selling": "sharing", "cookies": "cookies", "children": "children"},
    outside={"weather": ["is it going to rain"], "order": ["where is my parcel"]},
)  # fmt: skip


def matches(folder: Path, lessons: Lessons = LESSONS) -> Matches:
    return opened_matcher(folder, lessons, WordEmbedder()).matches("sell data")


def test_what_was_trained_once_is_opened_again(tmp_path: Path) -> None:
    trained = matches(tmp_path)
    (kept,) = tmp_path.iterdir()
    before = kept.stat().st_mtime_ns
    assert matches(tmp_path) == trained
    assert kept.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "changed",
    [
        replace(LESSONS, asked={**LESSONS.asked, "selling": ["sell"]}),
        replace(LESSONS, families={**LESSONS.families, "children": "sharing"}),
        replace(LESSONS, outside={}),
    ],
)
def test_other_lessons_are_learned_anew(tmp_path: Path, changed: Lessons) -> None:
    matches(tmp_path)
    matches(tmp_path, changed)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 not a zip", b"\x00" * 4096])
def test_a_damaged_file_is_trained_anew_and_told_of(
    tmp_path: Path, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    whole = matches(tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(damage)
    with caplog.at_level(logging.WARNING):
        assert matches(tmp_path) == whole
    assert "made anew" in caplog.text
    assert list(tmp_path.iterdir()) == [kept]


def test_a_file_that_was_cut_short_is_trained_anew(tmp_path: Path) -> None:
    whole = matches(tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-200])
    assert matches(tmp_path) == whole


def test_who_waits_is_told_how_far_it_has_come(tmp_path: Path) -> None:
    begun: list[int] = []
    done: list[int] = []
    progress = Progress(begin=begun.append, advance=done.append)
    opened_matcher(tmp_path, LESSONS, WordEmbedder(), progress=progress)
    assert begun == [2 * 5 + 2]
    assert sum(done) == 2 * 5 + 2


@pytest.mark.parametrize("count", [1, 2])
def test_a_policy_may_have_few_answers(tmp_path: Path, count: int) -> None:
    few = dict(list(LESSONS.asked.items())[:count])
    lessons = replace(LESSONS, asked=few, outside={})
    ranked = matches(tmp_path, lessons).ranked
    assert ranked[0].answer_id == "selling"
    assert sum(match.share for match in ranked) == pytest.approx(1)
    other = opened_matcher(tmp_path, lessons, WordEmbedder()).matches("do you use cookies").ranked
    assert other[0].answer_id == ("cookies" if count == 2 else "selling")
