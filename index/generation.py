"""Generations of an index on disk.

    built/NAME/
      current                  the id of the generation that is served; replaced in one step
      build.lock               held by the one process that builds
      generations/ID/          manifest.json, passages.jsonl, chroma/; open/ while it is open
      locks/ID.lock            held by the one process that has the generation open

A generation is written whole under its own id before ``current`` names it, and never touched
after: ``open/`` is a copy of ``chroma/`` for Chroma, which writes to what it opens. A build that
is killed leaves a folder that nothing points to; the next build removes it.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from index.errors import BusyIndex, MissingIndex

_RETRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelfmark:
    """Where the index of one name lies."""

    folder: Path
    name: str

    @property
    def home(self) -> Path:
        """The folder of all generations of this index."""
        return self.folder / self.name

    def generation(self, generation_id: str) -> Path:
        """The folder of one generation."""
        return self.home / "generations" / generation_id

    def current(self) -> str:
        """The id of the generation that is served; ``MissingIndex`` where none is."""
        try:
            generation_id = (self.home / "current").read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise MissingIndex(self.name, self.folder) from None
        if not generation_id or not self.generation(generation_id).is_dir():
            raise MissingIndex(self.name, self.folder)
        return generation_id

    def point_to(self, generation_id: str) -> None:
        """Serve that generation from now on; it is on disk before the pointer is."""
        for path in sorted(self.generation(generation_id).rglob("*")):
            _sync(path)
        _sync(self.generation(generation_id))
        fresh = self.home / f"current.{generation_id}"
        fresh.write_text(generation_id + "\n", encoding="utf-8")
        _sync(fresh)
        fresh.replace(self.home / "current")
        _sync(self.home)

    @contextmanager
    def building(self, *, wait_seconds: float) -> Iterator[Path]:
        """A fresh folder to build in, with no other build beside it."""
        self.home.mkdir(parents=True, exist_ok=True)
        with _locked(self.home / "build.lock", self.name, wait_seconds):
            self._sweep()
            moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
            folder = self.generation(f"{moment}-{uuid4().hex[:8]}")
            folder.mkdir(parents=True)
            try:
                yield folder
            except BaseException:
                if self._served() != folder.name:  # it may fail right after the pointer flipped
                    shutil.rmtree(folder, ignore_errors=True)
                raise

    @contextmanager
    def opened(self, *, wait_seconds: float) -> Iterator[Path]:
        """The folder of the current generation, which no other process has open meanwhile."""
        for _ in range(_RETRIES):
            generation_id = self.current()
            with _locked(self._lock(generation_id), self.name, wait_seconds):
                # A build may have flipped the pointer and removed the folder in between.
                if self.generation(generation_id).is_dir():
                    yield self.generation(generation_id)
                    return
        raise MissingIndex(self.name, self.folder)

    def _sweep(self) -> None:
        """Remove the generations that nothing points to and nobody has open, and their traces."""
        kept = self._served()
        for pointer in self.home.glob("current.*"):
            pointer.unlink(missing_ok=True)
        for folder in sorted((self.home / "generations").glob("*")):
            if folder.name == kept:
                continue
            try:
                with _locked(self._lock(folder.name), self.name, 0):
                    shutil.rmtree(folder, ignore_errors=True)
            except BusyIndex:
                continue
            self._lock(folder.name).unlink(missing_ok=True)

    def _served(self) -> str | None:
        try:
            return self.current()
        except MissingIndex:
            return None

    def _lock(self, generation_id: str) -> Path:
        return self.home / "locks" / f"{generation_id}.lock"


@contextmanager
def _locked(path: Path, name: str, wait_seconds: float) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    holder = path.with_suffix(".holder")
    lock = FileLock(path)
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout:
        raise BusyIndex(name, _read(holder)) from None
    try:
        holder.write_text(f"process {os.getpid()} ({_program()})", encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _program() -> str:
    script = Path(sys.argv[0])
    return f"python -m {script.parent.name}" if script.name == "__main__.py" else script.name


def _read(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8") or "another process"
    except OSError:
        return "another process"


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
