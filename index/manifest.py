"""What an index was built from, so that one built from something else is never served."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from index.embedder import Embedder, Vectors
from index.recipe import Recipe

FORMAT = 2
# Packages whose release can change a vector, a sentence boundary or a file.
_PACKAGES = (
    "chromadb", "llama-index-core", "llama-index-vector-stores-chroma", "sentence-transformers",
    "sentencex", "torch", "transformers",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """All that decides what an index holds."""

    documents: Mapping[str, str]
    """sha256 of each document's text under its name."""
    model: str
    weights_sha256: str
    recipe: Mapping[str, Any]
    versions: Mapping[str, str]
    """Releases of the packages that took part."""

    @classmethod
    def of(cls, documents: Mapping[str, str], embedder: Embedder, recipe: Recipe) -> "Origin":
        """The origin of an index that would be built now."""
        return cls(
            documents=dict(documents),
            model=embedder.model,
            weights_sha256=embedder.weights_sha256,
            recipe=asdict(recipe),
            versions={package: version(package) for package in _PACKAGES},
        )

    def changes_to(self, now: "Origin") -> list[str]:
        """What differs, in words; empty where an index of this origin may be served."""
        return [
            f"{what} changed from {before} to {after}"
            for what, before, after in self._differences(now)
        ]

    def _differences(self, now: "Origin") -> Iterator[tuple[str, str, str]]:
        yield from _changed("the text of", _short(self.documents), _short(now.documents))
        if (self.model, self.weights_sha256) != (now.model, now.weights_sha256):
            yield (
                "the embedding model",
                f"{self.model} ({self.weights_sha256[:8]})",
                f"{now.model} ({now.weights_sha256[:8]})",
            )
        yield from _changed("the recipe's", self.recipe, now.recipe)
        yield from _changed("the release of", self.versions, now.versions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """An origin, and what came of it."""

    origin: Origin
    passages: int
    passages_sha256: str
    """Of ``passages.jsonl``."""
    vectors_sha256: str
    store_sha256: str
    """Of the files in ``chroma/``."""
    built_at: str
    """UTC, ISO 8601."""

    def as_json(self) -> str:
        """The manifest as it lies in a generation's folder."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=2, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Manifest":
        """Read what ``as_json`` wrote; ``ValueError`` or ``KeyError`` where it can't be."""
        facts = json.loads(text)
        if not isinstance(facts, dict) or facts.pop("format", None) != FORMAT:
            raise ValueError("its manifest is of another format")
        try:
            return cls(origin=Origin(**facts.pop("origin")), **facts)
        except TypeError as error:
            raise ValueError(f"its manifest lacks or adds a field: {error}") from error


def digest_of(vectors: Vectors) -> str:
    """Hex digest of a matrix of vectors."""
    return sha256(vectors.tobytes()).hexdigest()


def digest_of_files(folder: Path) -> str:
    """Hex digest of the files under the folder, their names included."""
    digest = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def _short(digests: Mapping[str, str]) -> dict[str, str]:
    return {name: digest[:8] for name, digest in digests.items()}


def _changed(
    what: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            yield f"{what} {name}", str(before.get(name)), str(after.get(name))
