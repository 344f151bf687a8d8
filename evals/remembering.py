"""An embedder that embeds each text once, for comparisons that ask for the same ones again."""

from collections.abc import Callable, Sequence

import numpy as np

from index.embedder import Embedder, Vectors


class RememberingEmbedder:
    """Another embedder's vectors, kept in memory."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: dict[str, Vectors] = {}

    @property
    def model(self) -> str:
        """The model's name."""
        return self._embedder.model

    @property
    def weights_sha256(self) -> str:
        """Hex digest of the model's weights."""
        return self._embedder.weights_sha256

    def embed(
        self, texts: Sequence[str], *, advance: Callable[[int], None] | None = None
    ) -> Vectors:
        """Unit vectors, one row a text."""
        fresh = list(dict.fromkeys(text for text in texts if text not in self._vectors))
        if fresh:
            vectors = self._embedder.embed(fresh, advance=advance)
            self._vectors.update(zip(fresh, vectors, strict=True))
        return np.stack([self._vectors[text] for text in texts])
