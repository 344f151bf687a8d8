"""Several views made one: grains of a text into a vector, phrasings of a question into another."""

from collections.abc import Callable, Sequence

import numpy as np

from index.embedder import Embedder, Vectors
from index.grains import Lineage
from index.passage import Grain
from index.phrasing import in_policy_voice
from index.recipe import Recipe


def fused_vectors(
    lineages: Sequence[Lineage],
    embedder: Embedder,
    recipe: Recipe,
    *,
    advance: Callable[[int], None] | None = None,
) -> Vectors:
    """A unit vector a sentence: the weighted sum over its grains."""
    grains = [grain for grain in Grain if recipe.weight(grain)]
    passages = {
        passage.passage_id: passage
        for grain in grains
        for lineage in lineages
        for passage in (lineage.passage(grain),)
    }
    rows = dict(zip(passages, range(len(passages)), strict=True))
    vectors = embedder.embed([passage.text for passage in passages.values()], advance=advance)
    fused = sum(
        recipe.weight(grain) * vectors[[rows[line.passage(grain).passage_id] for line in lineages]]
        for grain in grains
    )
    return _unit(np.asarray(fused))


def passages_to_embed(lineages: Sequence[Lineage], recipe: Recipe) -> int:
    """How many texts ``fused_vectors`` will embed."""
    return len(
        {
            lineage.passage(grain).passage_id
            for grain in Grain
            if recipe.weight(grain)
            for lineage in lineages
        }
    )


def question_vector(question: str, embedder: Embedder, recipe: Recipe) -> Vectors:
    """A unit vector: the question as asked and as the policy would put it."""
    if not recipe.policy_voice:
        alone: Vectors = embedder.embed([question])[0]
        return alone
    asked, voiced = embedder.embed([question, in_policy_voice(question)])
    return _unit(asked + recipe.policy_voice * voiced)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Vectors = (vectors / lengths).astype(np.float32)
    return unit
