"""What other processes do to an index while a test looks on."""

import os
import resource
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn

from corpus import Policy
from index.build import Progress, build
from index.errors import IndexFault
from index.generation import Shelfmark
from index.recipe import SHIPPED
from index.retriever import opened_retriever
from index.store import ChromaStore
from tests.index.word_embedder import WordEmbedder


def build_policy(mark: Shelfmark, policy: Policy) -> None:
    build(mark, [policy], WordEmbedder(), SHIPPED)


def build_slowly(mark: Shelfmark, policy: Policy, line: Connection) -> None:
    """Say that the build began, then build."""

    def begin(_: int) -> None:
        line.send("building")

    progress = Progress(begin=begin, advance=lambda _: None)
    build(mark, [policy], WordEmbedder(), SHIPPED, progress=progress)


def build_and_die(mark: Shelfmark, policy: Policy, stage: str) -> None:
    """Build, and be killed at a stage of it."""
    progress = None
    match stage:
        case "embedding":
            progress = Progress(begin=lambda _: None, advance=_die)
        case "storing":
            ChromaStore.add = _die  # type: ignore[method-assign]
        case "reading back":
            ChromaStore.vectors = _die  # type: ignore[method-assign]
        case "writing the manifest":
            Path.write_text = _dying(Path.write_text, "manifest.json")  # type: ignore[method-assign]
        case "writing the pointer":
            Path.write_text = _dying(Path.write_text, "current.")  # type: ignore[method-assign]
        case "flipping the pointer":
            Path.replace = _die  # type: ignore[method-assign]
    build(mark, [policy], WordEmbedder(), SHIPPED, progress=progress)


def build_on_a_full_disk(mark: Shelfmark, policy: Policy, room: int, line: Connection) -> None:
    """Build where no file may grow beyond ``room`` bytes, and tell how it ended."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        build(mark, [policy], WordEmbedder(), SHIPPED)
        line.send("built")
    except IndexFault as fault:
        line.send(f"{type(fault).__name__}: {fault}")


def serve(mark: Shelfmark, document: str, line: Connection) -> None:
    """Open the index, answer each question with the texts found, and close it on None."""
    try:
        with opened_retriever(mark, WordEmbedder(), wait_seconds=0) as (retriever, _):
            line.send("open")
            while (question := line.recv()) is not None:
                hits = retriever.search(question, document=document, top=3)
                line.send([hit.passage.text for hit in hits])
    except IndexFault as fault:
        line.send(f"{type(fault).__name__}: {fault}")


def _die(*_: Any, **__: Any) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("it lives")


def _dying(write: Callable[..., int], name: str) -> Callable[..., int]:
    """Writes all files but those of that name, at half of which it dies."""

    def write_text(path: Path, text: str, **options: Any) -> int:
        if path.name.startswith(name):
            write(path, text[: len(text) // 2], **options)
            _die()
        return write(path, text, **options)

    return write_text
