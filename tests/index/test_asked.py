import logging
from pathlib import Path

import numpy as np
import pytest

from index.asked import Matcher, opened_matcher
from index.build import Progress
from tests.index.word_embedder import WordEmbedder

ASKED = {
    "selling": ["do you sell my data", "sell data", "is my data sold"],
    "cookies": ["do you use cookies", "cookies on this site", "what cookies are set"],
    "children": ["may children shop here", "my child has an account", "kids under thirteen"],
}


@pytest.fixture
def matcher(tmp_path: Path) -> Matcher:
    return opened_matcher(tmp_path, ASKED, WordEmbedder())


@pytest.mark.parametrize(
    ("question", "answer_id"),
    [("will you sell data", "selling"), ("what cookies", "cookies"), ("children here", "children")],
)
def test_the_answer_that_is_asked_for_like_that_comes_first(
    matcher: Matcher, question: str, answer_id: str
) -> None:
    assert matcher.matches(question)[0].answer_id == answer_id


def test_every_answer_is_ranked_and_all_shares_make_one(matcher: Matcher) -> None:
    matches = matcher.matches("do you sell cookies")
    assert {match.answer_id for match in matches} == set(ASKED)
    shares = [match.share for match in matches]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1)


def test_nearness_is_the_mean_cosine_of_the_three_nearest_ways_to_ask(matcher: Matcher) -> None:
    question = "do you sell my data"
    embedder = WordEmbedder()
    near = embedder.embed(ASKED["selling"]) @ embedder.embed([question])[0]
    (selling,) = [m for m in matcher.matches(question) if m.answer_id == "selling"]
    assert selling.nearness == pytest.approx(float(np.mean(near)), abs=1e-6)


def test_what_was_trained_once_is_opened_again(tmp_path: Path) -> None:
    trained = opened_matcher(tmp_path, ASKED, WordEmbedder())
    (kept,) = tmp_path.iterdir()
    before = kept.stat().st_mtime_ns
    opened = opened_matcher(tmp_path, ASKED, WordEmbedder())
    assert kept.stat().st_mtime_ns == before
    assert opened.matches("sell data") == trained.matches("sell data")


def test_other_ways_to_ask_are_trained_anew(tmp_path: Path) -> None:
    opened_matcher(tmp_path, ASKED, WordEmbedder())
    opened_matcher(tmp_path, {**ASKED, "selling": ["sell"]}, WordEmbedder())
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 not a zip", b"\x00" * 4096])
def test_a_damaged_file_is_trained_anew_and_told_of(
    tmp_path: Path, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    whole = opened_matcher(tmp_path, ASKED, WordEmbedder()).matches("sell data")
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(damage)
    with caplog.at_level(logging.WARNING):
        assert opened_matcher(tmp_path, ASKED, WordEmbedder()).matches("sell data") == whole
    assert "made anew" in caplog.text
    assert list(tmp_path.iterdir()) == [kept]


def test_a_file_that_was_cut_short_is_trained_anew(tmp_path: Path) -> None:
    whole = opened_matcher(tmp_path, ASKED, WordEmbedder()).matches("sell data")
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-200])
    assert opened_matcher(tmp_path, ASKED, WordEmbedder()).matches("sell data") == whole


def test_who_waits_is_told_how_far_it_has_come(tmp_path: Path) -> None:
    begun: list[int] = []
    done: list[int] = []
    progress = Progress(begin=begun.append, advance=done.append)
    opened_matcher(tmp_path, ASKED, WordEmbedder(), progress=progress)
    assert begun == [9]
    assert sum(done) in (0, 9)
