import pytest

from assistant.routing.weights import Weights, load_weights
from index.embedder import DEFAULT_MODEL, SentenceTransformerEmbedder, load_embedder
from settings import Settings


@pytest.fixture(scope="session")
def embedder() -> SentenceTransformerEmbedder:
    """The default embedding model."""
    return load_embedder(DEFAULT_MODEL)


@pytest.fixture(scope="session")
def weights(embedder: SentenceTransformerEmbedder) -> Weights:
    """What ships for it."""
    return load_weights(Settings().calibrations_folder, embedder)
