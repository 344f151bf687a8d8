"""Plain text files as documents to measure retrieval on."""

from pathlib import Path

from corpus import Policy
from corpus.plain_text import read_plain_text
from index.errors import NoDocuments


def read_documents(folder: Path) -> list[Policy]:
    """The ``.txt`` files of the folder, each a document under its file name.

    Offsets are characters of the file as it stands, line ends included. Raises ``NoDocuments``.
    """
    if not folder.is_dir():
        raise NoDocuments(folder, "there is no such folder. Give one that holds .txt files.")
    documents = [_read(folder, path) for path in sorted(folder.glob("*.txt"))]
    if not documents:
        raise NoDocuments(folder, "it holds no .txt file. Put one file a document there.")
    return documents


def _read(folder: Path, path: Path) -> Policy:
    if not path.name.isprintable():
        raise NoDocuments(folder, f"the name {path.name!r} can't be printed. Rename the file.")
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise NoDocuments(
            folder, f"{path.name}: byte {error.start} is not UTF-8. Save the file as UTF-8."
        ) from error
    document = read_plain_text(text, name=path.name)
    if not document.clauses:
        raise NoDocuments(folder, f"{path.name} has no words. Fill it or take it away.")
    return document
