from pathlib import Path

import numpy as np
import pytest

from index.asked import Matcher, views
from index.asked_training import Lessons, opened_matcher
from index.phrasing import addressed_plainly, in_policy_voice
from tests.index.word_embedder import DIMENSIONS, WordEmbedder

ASKED = {
    "selling": ["do you sell my data", "sell data", "is my data sold"],
    "cookies": ["do you use cookies", "cookies on this site", "what cookies are set"],
    "children": ["may children shop here", "my child has an account", "kids under thirteen"],
}
FAMILIES = {"selling": "sharing", "cookies": "cookies", "children": "children"}
OUTSIDE = {"weather": ["is it going to rain", "will it rain"], "order": ["where is my parcel"]}


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    lessons = Lessons(asked=ASKED, families=FAMILIES, outside=OUTSIDE)
    return opened_matcher(tmp_path_factory.mktemp("asked"), lessons, WordEmbedder())


def without_outside(folder: Path) -> Matcher:
    lessons = Lessons(asked=ASKED, families=FAMILIES, outside={})
    return opened_matcher(folder, lessons, WordEmbedder())


@pytest.mark.parametrize(
    ("question", "answer_id"),
    [("will you sell data", "selling"), ("what cookies", "cookies"), ("children here", "children")],
)
def test_the_answer_that_is_asked_for_like_that_comes_first(
    matcher: Matcher, question: str, answer_id: str
) -> None:
    assert matcher.matches(question).ranked[0].answer_id == answer_id


def test_every_answer_is_ranked_and_all_shares_make_one(matcher: Matcher) -> None:
    ranked = matcher.matches("do you sell cookies").ranked
    assert {match.answer_id for match in ranked} == set(ASKED)
    shares = [match.share for match in ranked]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1)


def test_the_words_of_a_question_are_told_apart_from_its_embedding(matcher: Matcher) -> None:
    wording = {m.answer_id: m.wording for m in matcher.matches("sell it").ranked}
    assert max(wording, key=lambda one: wording[one]) == "selling"
    assert sum(np.exp(list(wording.values()))) == pytest.approx(1)


def test_nearness_is_the_mean_cosine_of_the_three_nearest_ways_in_both_views(
    matcher: Matcher,
) -> None:
    question = "do you sell my data"
    embedder = WordEmbedder()
    near = views(ASKED["selling"], embedder) @ views([question], embedder)[0] / 2
    (selling,) = [m for m in matcher.matches(question).ranked if m.answer_id == "selling"]
    assert selling.nearness == pytest.approx(float(np.mean(near)), abs=1e-6)


def test_a_view_is_the_plain_question_beside_the_policys_voice() -> None:
    embedder = WordEmbedder()
    question = "does this app sell my info"
    (seen,) = views([question], embedder)
    plain, voiced = embedder.embed([addressed_plainly(question), in_policy_voice(question)])
    assert np.array_equal(seen[:DIMENSIONS], plain)
    assert np.array_equal(seen[DIMENSIONS:], voiced)


@pytest.mark.parametrize("name", ["this app", "the Lumio app", "it", "they", "your website"])
def test_whatever_the_shop_is_called_the_same_is_asked_for(matcher: Matcher, name: str) -> None:
    asked = matcher.matches(f"does {name} use cookies").ranked
    assert asked[0].answer_id == "cookies"
    assert asked[0].nearness > matcher.matches("do you use tongs").ranked[0].nearness


@pytest.mark.parametrize(
    ("text", "outside"),
    [("will it rain", True), ("where is my parcel", True), ("do you sell my data", False)],
)
def test_what_is_about_something_else_is_told_from_what_is_asked_for(
    matcher: Matcher, text: str, outside: bool
) -> None:
    assert (matcher.matches(text).outside > 0.5) is outside


def test_without_topics_outside_nothing_is_outside(tmp_path: Path) -> None:
    assert without_outside(tmp_path).matches("will it rain").outside == 0.0


def test_topics_outside_change_nothing_about_which_answer_is_asked_for(
    matcher: Matcher, tmp_path: Path
) -> None:
    alone = without_outside(tmp_path).matches("sell cookies").ranked
    assert [m.share for m in matcher.matches("sell cookies").ranked] == pytest.approx(
        [m.share for m in alone], abs=1e-4
    )
