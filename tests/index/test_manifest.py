"""What an index was built from."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Audience, Policy
from index.build import digests
from index.manifest import Manifest, Origin, digest_of_files
from index.recipe import SHIPPED, Recipe
from tests.index.word_embedder import WordEmbedder


@pytest.fixture
def origin(policy: Policy) -> Origin:
    return Origin.of(digests([policy]), WordEmbedder(), SHIPPED)


@pytest.fixture
def manifest(origin: Origin) -> Manifest:
    return Manifest(
        origin=origin, passages=9, passages_sha256="a", vectors_sha256="b", store_sha256="c",
        built_at="2024-05-01T00:00:00+00:00",
    )  # fmt: skip


def test_a_manifest_is_read_as_it_was_written(manifest: Manifest) -> None:
    assert Manifest.from_json(manifest.as_json()) == manifest


def test_the_same_things_have_the_same_origin(origin: Origin, policy: Policy) -> None:
    assert origin.changes_to(Origin.of(digests([policy]), WordEmbedder(), SHIPPED)) == []


def test_a_changed_text_is_named(origin: Origin, next_policy: Policy) -> None:
    [change] = origin.changes_to(Origin.of(digests([next_policy]), WordEmbedder(), SHIPPED))
    assert change.startswith("the text of shop changed from ")


def test_a_changed_audience_counts_as_a_changed_text(origin: Origin, policy: Policy) -> None:
    first, *others = policy.clauses
    bound = replace(first, applies_to=Audience.SMS_PROGRAM)
    moved = replace(policy, clauses=(bound, *others))
    assert origin.changes_to(Origin.of(digests([moved]), WordEmbedder(), SHIPPED))


@pytest.mark.parametrize(
    "embedder", [WordEmbedder(model="others"), WordEmbedder(weights_sha256="1" * 64)]
)
def test_a_changed_model_is_named(origin: Origin, policy: Policy, embedder: WordEmbedder) -> None:
    [change] = origin.changes_to(Origin.of(digests([policy]), embedder, SHIPPED))
    assert change.startswith("the embedding model changed from words (00000000) to ")


def test_a_changed_recipe_is_named(origin: Origin, policy: Policy) -> None:
    now = Origin.of(digests([policy]), WordEmbedder(), Recipe(lexical=0.5))
    assert origin.changes_to(now) == ["the recipe's lexical changed from 0.05 to 0.5"]


def test_a_changed_release_is_named(origin: Origin) -> None:
    now = replace(origin, versions={**origin.versions, "chromadb": "99"})
    [change] = origin.changes_to(now)
    assert change.startswith("the release of chromadb changed from ")


def test_all_changes_are_named_together(origin: Origin, next_policy: Policy) -> None:
    now = Origin.of(digests([next_policy]), WordEmbedder(model="others"), Recipe(lexical=0.5))
    assert len(origin.changes_to(now)) == 3


@pytest.mark.parametrize("field", ["passages_sha256", "origin"])
def test_a_manifest_that_lacks_a_field_is_refused(manifest: Manifest, field: str) -> None:
    facts = json.loads(manifest.as_json())
    del facts[field]
    with pytest.raises((ValueError, KeyError), match=field):
        Manifest.from_json(json.dumps(facts))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 0}', "null", "\0"])
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"format|Expecting"):
        Manifest.from_json(text)


def test_the_digest_of_a_folder_counts_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    file = tmp_path / "in" / "a"
    file.write_text("1")
    before = digest_of_files(tmp_path)
    file.write_text("2")
    changed = digest_of_files(tmp_path)
    file.write_text("1")
    assert digest_of_files(tmp_path) == before
    file.rename(tmp_path / "in" / "b")
    assert len({before, changed, digest_of_files(tmp_path)}) == 3
