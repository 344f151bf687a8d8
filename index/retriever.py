"""Find the passages that a question is about."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock

from index.build import read_passages
from index.embedder import Embedder
from index.errors import BrokenIndex, IndexFault, UnknownDocument, UnwrittenIndex
from index.fusion import question_vector
from index.generation import Shelfmark
from index.lexical import LexicalIndex
from index.manifest import Manifest, digest_of, digest_of_files
from index.passage import Hit, Passage
from index.recipe import Recipe
from index.store import ChromaStore, VectorStore

# Enough that what the words alone find is among them, few enough to be read back in milliseconds.
CANDIDATES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The passages of one document, and their words."""

    passages: Mapping[str, Passage]
    places: Mapping[str, int]
    """Where each passage stands in reading order."""
    lexical: LexicalIndex


class Retriever:
    """Searches one open index."""

    def __init__(
        self,
        *,
        store: VectorStore,
        embedder: Embedder,
        recipe: Recipe,
        passages: Sequence[Passage],
        contexts: Sequence[str],
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._recipe = recipe
        self._documents = _by_document(passages, contexts)
        # Chroma's local client is not made for several threads at once.
        self._turn = Lock()

    @property
    def documents(self) -> list[str]:
        """The names of the documents that can be searched."""
        return sorted(self._documents)

    def search(self, question: str, *, document: str, top: int = CANDIDATES) -> list[Hit]:
        """The ``top`` sentence passages nearest to the question, best first.

        Raises ``UnknownDocument`` where the index doesn't hold the document.
        """
        if document not in self._documents:
            raise UnknownDocument(document, self.documents)
        held = self._documents[document]
        vector = question_vector(question, self._embedder, self._recipe)
        with self._turn:
            near = self._store.nearest(vector, top=max(top, CANDIDATES), document=document)
        scores = dict(near)
        if self._recipe.lexical and scores:
            self._add_words(question, held, scores)
        best = sorted(scores.items(), key=lambda pair: -pair[1])[:top]
        return [
            Hit(passage=held.passages[passage_id], score=score, rank=rank)
            for rank, (passage_id, score) in enumerate(best, start=1)
        ]

    def coverage(self, question: str, hits: Sequence[Hit]) -> float:
        """How much of the question's words stand where the hits are read, 0 to 1 by rarity."""
        if not hits:
            return 0.0
        held = self._documents[hits[0].passage.document]
        places = [held.places[hit.passage.passage_id] for hit in hits]
        return held.lexical.coverage(question, places)

    def _add_words(self, question: str, held: Document, scores: dict[str, float]) -> None:
        # What is not among the nearest is at most as near as the last of them.
        least = min(scores.values())
        for passage_id, words in zip(held.passages, held.lexical.scores(question), strict=True):
            if words:
                near = scores.get(passage_id, least)
                scores[passage_id] = near + self._recipe.lexical * float(words)


@contextmanager
def opened_retriever(
    shelfmark: Shelfmark, embedder: Embedder, *, wait_seconds: float
) -> Iterator[tuple[Retriever, Manifest]]:
    """A retriever over the current generation, checked against its manifest.

    Raises ``MissingIndex``, ``BusyIndex``, ``BrokenIndex`` or, where there is no room for the copy
    that Chroma works on, ``UnwrittenIndex``.
    """
    with shelfmark.opened(wait_seconds=wait_seconds) as folder:
        manifest, passages, contexts = _read_generation(shelfmark.name, folder)
        recipe = _recipe(shelfmark.name, manifest)
        with (
            _checked_copy(shelfmark.name, folder, manifest) as copy,
            closing(_open_store(shelfmark.name, copy, manifest, passages)) as store,
        ):
            retriever = Retriever(
                store=store, embedder=embedder, recipe=recipe, passages=passages, contexts=contexts
            )
            yield retriever, manifest


def _read_generation(name: str, folder: Path) -> tuple[Manifest, list[Passage], list[str]]:
    try:
        manifest = Manifest.from_json((folder / "manifest.json").read_text(encoding="utf-8"))
        content = (folder / "passages.jsonl").read_bytes()
    except (OSError, ValueError, KeyError) as error:
        raise BrokenIndex(name, f"its manifest or passages can't be read ({error})") from error
    if sha256(content).hexdigest() != manifest.passages_sha256:
        raise BrokenIndex(name, "its passages are not those of its manifest")
    return manifest, *read_passages(content)


def _recipe(name: str, manifest: Manifest) -> Recipe:
    try:
        return Recipe(**manifest.origin.recipe)
    except TypeError as error:
        raise BrokenIndex(name, f"its recipe is of another release ({error})") from error


@contextmanager
def _checked_copy(name: str, folder: Path, manifest: Manifest) -> Iterator[Path]:
    """The generation's Chroma folder as it was built, to work on.

    Chroma writes to what it opens, and some damaged files end the process inside its native code:
    it is given nothing but a copy that has been checked.
    """
    copy = folder / "open"
    shutil.rmtree(copy, ignore_errors=True)  # left by a process that was killed
    try:
        shutil.copytree(folder / "chroma", copy)
    except FileNotFoundError as error:
        raise BrokenIndex(name, "its vectors are gone") from error
    except OSError as error:
        raise UnwrittenIndex(name, error) from error
    try:
        if digest_of_files(copy) != manifest.store_sha256:
            raise BrokenIndex(name, "its vectors' files are not those of its manifest")
        yield copy
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def _open_store(
    name: str, folder: Path, manifest: Manifest, passages: Sequence[Passage]
) -> ChromaStore:
    try:
        store = ChromaStore.open(folder)
        try:
            vectors = store.vectors([passage.passage_id for passage in passages])
            if digest_of(vectors) != manifest.vectors_sha256:
                raise BrokenIndex(name, "its vectors are not those of its manifest")
            found = store.nearest(vectors[0], top=1, document=passages[0].document)
            if not found or found[0][1] < 0.999:
                raise BrokenIndex(name, "it can't find its own first passage")
        except BaseException:
            store.close()
            raise
    except (KeyboardInterrupt, SystemExit, IndexFault):
        raise
    except BaseException as error:
        # Chroma's core raises what derives from BaseException where a file is damaged.
        raise BrokenIndex(name, f"Chroma can't read it ({_first_line(error)})") from error
    return store


def _by_document(passages: Sequence[Passage], contexts: Sequence[str]) -> dict[str, Document]:
    named: dict[str, dict[str, Passage]] = {}
    read_in: dict[str, list[str]] = {}
    for passage, context in zip(passages, contexts, strict=True):
        named.setdefault(passage.document, {})[passage.passage_id] = passage
        read_in.setdefault(passage.document, []).append(context)
    return {
        name: Document(
            passages=held,
            places={passage_id: place for place, passage_id in enumerate(held)},
            lexical=LexicalIndex(read_in[name]),
        )
        for name, held in named.items()
    }


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
