"""Plain text files as documents."""

from pathlib import Path

import pytest

from index.documents import read_documents
from index.errors import NoDocuments


def test_each_text_file_is_a_document_under_its_name(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Two.")
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "notes.md").write_text("No.")
    assert [document.policy_id for document in read_documents(tmp_path)] == ["a.txt", "b.txt"]


def test_offsets_are_characters_of_the_file_as_it_stands(tmp_path: Path) -> None:
    raw = "Ünïcode first.\r\n\r\nSecond \u2028 line.\r\n\x0cThird.\r\n"
    (tmp_path / "a.txt").write_bytes(raw.encode())
    [document] = read_documents(tmp_path)
    assert document.text == raw
    assert [raw[c.start : c.end] for c in document.clauses] == [
        "Ünïcode first.", "Second \u2028 line.", "Third.",
    ]  # fmt: skip


def test_a_byte_that_is_not_utf8_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xe9")
    with pytest.raises(NoDocuments, match=r"a\.txt: byte 3 is not UTF-8"):
        read_documents(tmp_path)


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n"])
def test_a_file_without_words_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(NoDocuments, match=r"a\.txt has no words"):
        read_documents(tmp_path)


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoDocuments, match=r"holds no \.txt file"):
        read_documents(tmp_path)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoDocuments, match="no such folder"):
        read_documents(tmp_path / "nowhere")


@pytest.mark.parametrize("name", [b"caf\xe9.txt", b"two\nlines.txt"])
def test_a_file_whose_name_cannot_be_printed_is_refused(tmp_path: Path, name: bytes) -> None:
    (Path(bytes(tmp_path).decode()) / name.decode("utf-8", "surrogateescape")).write_text("One.")
    with pytest.raises(NoDocuments, match="can't be printed") as refused:
        read_documents(tmp_path)
    assert str(refused.value).isprintable()
