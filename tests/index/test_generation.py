"""Generations of an index on disk: killed builds, two builders, two readers."""

import os
import random
import signal
from collections.abc import Callable
from contextlib import ExitStack
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from threading import Timer
from time import sleep
from typing import NoReturn

import pytest

from corpus import Policy
from index.build import build
from index.errors import BusyIndex, MissingIndex
from index.generation import Shelfmark
from index.recipe import SHIPPED
from index.retriever import opened_retriever
from tests.index import workers
from tests.index.word_embedder import WordEmbedder

STAGES = [
    "embedding", "storing", "reading back", "writing the manifest", "writing the pointer",
    "flipping the pointer",
]  # fmt: skip
KILLS = 8
OLD = "We never sell your personal information."
NEW = "We gladly sell your personal information."


def texts(mark: Shelfmark, question: str = "sell", *, wait_seconds: float = 0) -> list[str]:
    """All that the index says, best first."""
    with opened_retriever(mark, WordEmbedder(), wait_seconds=wait_seconds) as (retriever, _):
        return [hit.passage.text for hit in retriever.search(question, document="shop")]


def generations(mark: Shelfmark) -> list[str]:
    return sorted(path.name for path in (mark.home / "generations").iterdir())


def started(
    processes: ForkServerContext, work: Callable[..., None], *given: object
) -> tuple[ForkServerProcess, Connection]:
    """A worker, and a line to it that ends when it does."""
    ours, theirs = processes.Pipe()
    process = processes.Process(target=work, args=(*given, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


@pytest.fixture
def serving(processes: ForkServerContext, built: Shelfmark) -> Connection:
    """Another process that serves the policy, until it is told None."""
    _, line = started(processes, workers.serve, built, "shop")
    assert line.recv() == "open"
    return line


def test_an_index_that_was_never_built_is_missing(mark: Shelfmark) -> None:
    with pytest.raises(MissingIndex, match="python -m index build --policy shop"):
        mark.current()


@pytest.mark.parametrize("pointer", [b"", b"\n", b"gone\n", b"\xff\xfe", b"\0\0\0"])
def test_a_pointer_that_leads_nowhere_is_a_missing_index(built: Shelfmark, pointer: bytes) -> None:
    (built.home / "current").write_bytes(pointer)
    with pytest.raises(MissingIndex):
        texts(built)


def test_a_build_that_fails_leaves_nothing_behind(built: Shelfmark, policy: Policy) -> None:
    before = generations(built)

    class Broke(WordEmbedder):
        def embed(self, *_: object, **__: object) -> NoReturn:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        build(built, [policy], Broke(), SHIPPED)
    assert generations(built) == before
    assert OLD in texts(built)


def test_a_build_that_is_interrupted_behind_the_flip_is_served(
    built: Shelfmark, monkeypatch: pytest.MonkeyPatch, next_policy: Policy
) -> None:
    flip = Shelfmark.point_to

    def flip_and_stop(mark: Shelfmark, generation_id: str) -> None:
        flip(mark, generation_id)
        raise KeyboardInterrupt

    monkeypatch.setattr(Shelfmark, "point_to", flip_and_stop)
    with pytest.raises(KeyboardInterrupt):
        build(built, [next_policy], WordEmbedder(), SHIPPED)
    assert NEW in texts(built)


@pytest.mark.parametrize("room", [100, 1000, 100_000, 180_000])
def test_a_full_disk_is_a_sentence_and_leaves_the_old_index_whole(
    processes: ForkServerContext, built: Shelfmark, next_policy: Policy, room: int
) -> None:
    before, whole = texts(built), generations(built)
    process, line = started(processes, workers.build_on_a_full_disk, built, next_policy, room)
    refusal = line.recv()
    process.join()
    assert refusal.startswith("UnwrittenIndex: The index 'shop' can't be written (")
    assert "\n" not in refusal
    assert (texts(built), generations(built)) == (before, whole)


@pytest.mark.parametrize("stage", STAGES)
def test_a_build_that_is_killed_leaves_the_old_index_whole(
    processes: ForkServerContext, built: Shelfmark, next_policy: Policy, stage: str
) -> None:
    before = texts(built)
    process = processes.Process(target=workers.build_and_die, args=(built, next_policy, stage))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert texts(built) == before


@pytest.mark.parametrize("stage", STAGES)
def test_a_first_build_that_is_killed_leaves_no_index_and_the_next_one_sweeps(
    processes: ForkServerContext, mark: Shelfmark, policy: Policy, stage: str
) -> None:
    process = processes.Process(target=workers.build_and_die, args=(mark, policy, stage))
    process.start()
    process.join()
    with pytest.raises(MissingIndex):
        mark.current()
    build(mark, [policy], WordEmbedder(), SHIPPED)
    assert generations(mark) == [mark.current()]
    assert not list(mark.home.glob("current.*"))


def test_builds_that_are_killed_at_any_moment_leave_the_old_or_the_new_index(
    processes: ForkServerContext,
    built: Shelfmark,
    policy: Policy,
    next_policy: Policy,
) -> None:
    whole = {OLD: sorted(texts(built))}
    whole[NEW] = sorted(NEW if text == OLD else text for text in whole[OLD])
    moments = random.Random(7)  # noqa: S311 -- any moments will do
    for _ in range(KILLS):
        version = moments.choice([policy, next_policy])
        process, line = started(processes, workers.build_slowly, built, version)
        assert line.recv() == "building"
        sleep(moments.uniform(0, 0.15))
        process.kill()
        process.join()
        said = sorted(texts(built))
        assert said == whole[NEW if NEW in said else OLD]
    build(built, [policy], WordEmbedder(), SHIPPED)
    build(built, [policy], WordEmbedder(), SHIPPED)
    # The one that is served and the one before, which somebody may still have open.
    assert len(generations(built)) == 2


def test_two_builds_at_once_both_end_well_and_one_is_served(
    processes: ForkServerContext, mark: Shelfmark, policy: Policy, next_policy: Policy
) -> None:
    builders = [
        processes.Process(target=workers.build_policy, args=(mark, version))
        for version in (policy, next_policy)
    ]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()
    assert [builder.exitcode for builder in builders] == [0, 0]
    said = texts(mark)
    assert (OLD in said) != (NEW in said)


def test_a_second_build_that_does_not_wait_is_refused(mark: Shelfmark) -> None:
    with (
        mark.building(wait_seconds=0),
        pytest.raises(BusyIndex, match=f"process {os.getpid()}"),
        mark.building(wait_seconds=0),
    ):
        pass


def test_a_second_process_is_refused_with_the_name_of_the_holder(
    built: Shelfmark, processes: ForkServerContext
) -> None:
    with opened_retriever(built, WordEmbedder(), wait_seconds=0):
        _, line = started(processes, workers.serve, built, "shop")
        refusal = line.recv()
    assert refusal.startswith(f"BusyIndex: The index 'shop' is open in process {os.getpid()} (")
    assert "CLAUSEWISE_LOCK_WAIT_SECONDS" in refusal


def test_who_waits_gets_the_index_when_the_holder_lets_go(
    built: Shelfmark, serving: Connection
) -> None:
    with pytest.raises(BusyIndex):
        texts(built)
    Timer(0.2, serving.send, [None]).start()
    assert OLD in texts(built, wait_seconds=60)


def test_a_holder_that_is_killed_holds_no_longer(
    built: Shelfmark, processes: ForkServerContext
) -> None:
    holder, line = started(processes, workers.serve, built, "shop")
    assert line.recv() == "open"
    holder.kill()
    holder.join()
    assert OLD in texts(built)


def test_the_old_index_answers_while_a_new_one_is_built_and_after(
    built: Shelfmark, serving: Connection, next_policy: Policy
) -> None:
    serving.send("sell")
    before = serving.recv()
    for _ in range(2):  # the second one sweeps
        build(built, [next_policy], WordEmbedder(), SHIPPED)
        serving.send("sell")
        assert serving.recv() == before
    serving.send(None)
    assert NEW in texts(built)


def test_a_generation_that_nobody_has_open_is_swept_by_the_next_build(
    built: Shelfmark, policy: Policy
) -> None:
    first = built.current()
    for _ in range(2):
        build(built, [policy], WordEmbedder(), SHIPPED)
    assert first not in generations(built)
    assert not (built.home / "locks" / f"{first}.lock").exists()


def test_opening_an_index_changes_none_of_its_files(built: Shelfmark) -> None:
    def contents() -> dict[Path, bytes]:
        home = built.generation(built.current())
        return {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}

    before = contents()
    texts(built)
    assert contents() == before


def test_an_index_can_be_opened_again_and_again(built: Shelfmark) -> None:
    assert texts(built) == texts(built) == texts(built)


def test_indexes_of_two_names_are_open_side_by_side(tmp_path: Path, policy: Policy) -> None:
    marks = [Shelfmark(folder=tmp_path, name=name) for name in ("one", "two")]
    with ExitStack() as stack:
        for mark in marks:
            build(mark, [policy], WordEmbedder(), SHIPPED)
        opened = [
            stack.enter_context(opened_retriever(mark, WordEmbedder(), wait_seconds=0))
            for mark in marks
        ]
        assert [retriever.documents for retriever, _ in opened] == [["shop"], ["shop"]]
