"""Vectors of what was embedded a moment ago: a turn needs its question's in several places."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np

from index.embedder import Embedder, Vectors

# A turn of several topics, each as asked, put plainly and in the policy's voice.
_MOST = 24


class RecentEmbedder:
    """Keeps the last few vectors of another embedder, so that no text is embedded twice a turn."""

    def __init__(self, embedder: Embedder, *, most: int = _MOST) -> None:
        self._embedder = embedder
        self._most = most
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    @property
    def model(self) -> str:
        """The name of the model."""
        return self._embedder.model

    @property
    def weights_sha256(self) -> str:
        """Hex digest of the model's weights."""
        return self._embedder.weights_sha256

    def embed(
        self, texts: Sequence[str], *, advance: Callable[[int], None] | None = None
    ) -> Vectors:
        """Unit vectors, one row a text; those that are not at hand are embedded in one go."""
        if len(texts) > self._most:
            return self._embedder.embed(texts, advance=advance)
        with self._lock:
            vectors = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in vectors]
        if missing:
            vectors |= dict(zip(missing, self._embedder.embed(missing), strict=True))
        self._keep(vectors)
        if advance is not None:
            advance(len(texts))
        return np.stack([vectors[text] for text in texts]) if texts else self._embedder.embed([])

    def _keep(self, vectors: dict[str, Vectors]) -> None:
        with self._lock:
            for text, vector in vectors.items():
                self._kept[text] = vector
                self._kept.move_to_end(text)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
