"""Build a generation of an index: cut, embed, store, check, flip."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from corpus import Policy
from index.embedder import Embedder
from index.errors import UnwrittenIndex
from index.fusion import fused_vectors, passages_to_embed
from index.generation import Shelfmark
from index.grains import cut
from index.manifest import Manifest, Origin, digest_of, digest_of_files
from index.passage import Grain, Passage
from index.recipe import Recipe
from index.store import ChromaStore, StoreFault

# Somebody who waits for a build wants its index, not a refusal.
BUILD_WAIT_SECONDS = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Who is told how far a build has come."""

    begin: Callable[[int], None]
    """Called once with the number of texts to embed."""
    advance: Callable[[int], None]
    """Called with the number of texts that were done since."""


def build(
    shelfmark: Shelfmark,
    documents: Sequence[Policy],
    embedder: Embedder,
    recipe: Recipe,
    *,
    progress: Progress | None = None,
) -> Manifest:
    """Build an index of the documents and serve it from now on; the one before stays until then.

    Raises ``BusyIndex`` or ``UnwrittenIndex``.
    """
    try:
        return _built(shelfmark, documents, embedder, recipe, progress)
    except (OSError, StoreFault) as error:
        raise UnwrittenIndex(shelfmark.name, error) from error


def _built(
    shelfmark: Shelfmark,
    documents: Sequence[Policy],
    embedder: Embedder,
    recipe: Recipe,
    progress: Progress | None,
) -> Manifest:
    with shelfmark.building(wait_seconds=BUILD_WAIT_SECONDS) as folder:
        lineages = [
            line for document in documents for line in cut(document, heading=recipe.heading)
        ]
        if progress is not None:
            progress.begin(passages_to_embed(lineages, recipe))
        vectors = fused_vectors(
            lineages, embedder, recipe, advance=progress.advance if progress else None
        )
        passages = [line.sentence for line in lineages]
        contexts = [line.clause.text for line in lineages]
        written = write_passages(folder / "passages.jsonl", passages, contexts)
        store = ChromaStore.create(folder / "chroma")
        try:
            store.add(passages, vectors)
            kept = store.vectors([passage.passage_id for passage in passages])
        finally:
            store.close()
        manifest = Manifest(
            origin=Origin.of(digests(documents), embedder, recipe),
            passages=len(passages),
            passages_sha256=written,
            vectors_sha256=digest_of(kept),
            store_sha256=digest_of_files(folder / "chroma"),
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        (folder / "manifest.json").write_text(manifest.as_json(), encoding="utf-8")
        shelfmark.point_to(folder.name)
    return manifest


def digests(documents: Sequence[Policy]) -> Mapping[str, str]:
    """sha256 of each document under its name, its clauses' places and audiences included."""
    return {
        document.policy_id: sha256(
            json.dumps([document.sha256, [asdict(clause) for clause in document.clauses]]).encode()
        ).hexdigest()
        for document in documents
    }


def write_passages(path: Path, passages: Sequence[Passage], contexts: Sequence[str]) -> str:
    """Write a passage a line with the clause text it is read in; the file's sha256."""
    lines = [
        json.dumps({**asdict(passage), "context": context}, ensure_ascii=False)
        for passage, context in zip(passages, contexts, strict=True)
    ]
    content = "\n".join(lines) + "\n"
    path.write_text(content, encoding="utf-8")
    return sha256(content.encode("utf-8")).hexdigest()


def read_passages(content: bytes) -> tuple[list[Passage], list[str]]:
    """What ``write_passages`` wrote: the passages and their contexts."""
    passages, contexts = [], []
    for line in content.decode("utf-8").split("\n")[:-1]:
        facts = json.loads(line)
        contexts.append(facts.pop("context"))
        grain, clause_ids = Grain(facts.pop("grain")), tuple(facts.pop("clause_ids"))
        passages.append(Passage(grain=grain, clause_ids=clause_ids, **facts))
    return passages, contexts
