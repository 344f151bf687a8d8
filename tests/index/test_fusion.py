"""Several views made one."""

import numpy as np
import pytest

from corpus import Policy
from index.fusion import fused_vectors, passages_to_embed, question_vector
from index.grains import cut
from index.passage import Grain
from index.phrasing import in_policy_voice
from index.recipe import SHIPPED, Recipe
from tests.index.word_embedder import WordEmbedder

WORDS = WordEmbedder()


def test_a_sentences_vector_is_the_weighted_sum_of_its_grains(policy: Policy) -> None:
    lineages = cut(policy, heading=True)
    recipe = Recipe(sentence=0.5, clause=2.0, section=0.25)
    for line, vector in zip(lineages, fused_vectors(lineages, WORDS, recipe), strict=True):
        sentence, clause, section = WORDS.embed([line.passage(grain).text for grain in Grain])
        expected = 0.5 * sentence + 2.0 * clause + 0.25 * section
        assert vector == pytest.approx(expected / np.linalg.norm(expected), abs=1e-5)


def test_fused_vectors_have_length_one(policy: Policy) -> None:
    vectors = fused_vectors(cut(policy, heading=True), WORDS, SHIPPED)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(vectors)), abs=1e-5)


@pytest.mark.parametrize("recipe", [SHIPPED, Recipe(section=0.0), Recipe(sentence=0, section=0)])
def test_just_the_texts_that_were_announced_are_embedded(policy: Policy, recipe: Recipe) -> None:
    lineages = cut(policy, heading=True)
    done: list[int] = []
    fused_vectors(lineages, WORDS, recipe, advance=done.append)
    assert sum(done) == passages_to_embed(lineages, recipe)


def test_a_grain_without_weight_changes_nothing(policy: Policy) -> None:
    lineages = cut(policy, heading=True)
    alone = fused_vectors(lineages, WORDS, Recipe(sentence=1.0, clause=0.0, section=0.0))
    assert alone == pytest.approx(WORDS.embed([line.sentence.text for line in lineages]), abs=1e-5)


def test_a_question_is_asked_in_both_voices() -> None:
    asked, voiced = WORDS.embed(["Do you sell?", in_policy_voice("Do you sell?")])
    expected = asked + 0.5 * voiced
    vector = question_vector("Do you sell?", WORDS, Recipe(policy_voice=0.5))
    assert vector == pytest.approx(expected / np.linalg.norm(expected), abs=1e-5)


def test_a_question_is_asked_as_it_is_where_the_recipe_says_so() -> None:
    vector = question_vector("Do you sell?", WORDS, Recipe(policy_voice=0.0))
    assert vector == pytest.approx(WORDS.embed(["Do you sell?"])[0])
