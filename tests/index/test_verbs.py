"""``python -m index``, as it is typed."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from index import __main__ as index_verbs
from index.errors import UnknownModel
from index.generation import Shelfmark
from tests.index.word_embedder import WordEmbedder

ROOT = Path(__file__).parent.parent.parent
GUARD = """
import os, socket, sys
def refuse(*given, **named):
    with open(os.environ["CALLS"], "a") as calls:
        print(given[1:] or named, file=calls)
    raise OSError("no connection is allowed")
socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refuse
"""


@dataclass(frozen=True)
class Ended:
    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def refusal(self) -> str:
        assert (self.status, self.out) == (1, "")
        [line] = self.err.splitlines()
        return line


Run = Callable[..., Ended]


@pytest.fixture
def run(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Runs a verb in this process, without a model."""
    monkeypatch.setenv("CLAUSEWISE_POLICIES_FOLDER", str(folder))
    monkeypatch.setenv("CLAUSEWISE_INDEX_FOLDER", str(tmp_path / "built"))
    monkeypatch.setenv("CLAUSEWISE_POLICY", "shop")
    monkeypatch.setattr(index_verbs, "load_embedder", lambda _: WordEmbedder())

    def run(*words: object, **settings: str) -> Ended:
        for name, setting in settings.items():
            monkeypatch.setenv(name, setting)
        monkeypatch.setattr(sys, "argv", ["index", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            index_verbs.main()
        said = capsys.readouterr()
        return Ended(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_bytes("We sell dätä.\r\n\r\nWe keep cookies.\r\n".encode())
    (folder / "b.txt").write_text("They sell houses.\n")
    return folder


@pytest.fixture
def batch(tmp_path: Path) -> Callable[[bytes], Path]:
    def batch(content: bytes) -> Path:
        path = tmp_path / "batch.jsonl"
        path.write_bytes(content)
        return path

    return batch


def test_build_says_what_it_built(run: Run) -> None:
    ended = run("build")
    assert (ended.status, ended.out) == (0, "shop: 12 passages of 1 document(s)\n")


def test_build_reads_documents(run: Run, documents: Path) -> None:
    ended = run("build", "--documents", documents)
    assert (ended.status, ended.out) == (0, "documents: 3 passages of 2 document(s)\n")


def test_search_builds_the_policys_index_where_there_is_none(run: Run) -> None:
    ended = run("search", "cookies", "--top", 1)
    assert ended.status == 0
    assert "Building the index for the first time." in ended.err
    assert ended.out.splitlines()[0].startswith("  1 ")
    assert "shop/cookies/1 [" in ended.out


def test_search_refuses_a_missing_index_where_that_is_set(run: Run) -> None:
    refusal = run("search", "cookies", CLAUSEWISE_STALE_INDEX="refuse").refusal
    assert "python -m index build --policy shop" in refusal


def test_search_refuses_a_stale_index_where_that_is_set(run: Run, folder: Path) -> None:
    run("build")
    path = folder / "shop" / "policy.md"
    path.write_text(path.read_text().replace("never sell", "gladly sell"))
    assert "is stale: the text of shop changed" in (
        run("search", "cookies", CLAUSEWISE_STALE_INDEX="refuse").refusal
    )


def test_a_batch_gives_a_line_for_a_line_in_order(
    run: Run, documents: Path, batch: Callable[[bytes], Path]
) -> None:
    run("build", "--documents", documents)
    lines = b'{"id": "x", "text": "cookies"}\n{"id": 7, "text": "sell"}\n'
    ended = run(
        "search", "--index", "documents", "--document", "a.txt", "--batch", batch(lines),
        "--top", 1,
    )  # fmt: skip
    assert ended.status == 0
    assert [line["id"] for line in ended.lines] == ["x", 7]
    text = (documents / "a.txt").read_bytes().decode()
    for line, words in zip(ended.lines, ["We keep cookies.", "We sell dätä."], strict=True):
        assert set(line) == {"id", "hits"}
        [hit] = line["hits"]
        assert set(hit) == {"document", "start", "end", "score"}
        assert hit["document"] == "a.txt"
        assert text[hit["start"] : hit["end"]] == words
        assert isinstance(hit["score"], float)


def test_a_document_may_be_named_without_its_ending(run: Run, documents: Path) -> None:
    run("build", "--documents", documents)
    ended = run("search", "sell", "--index", "documents", "--document", "b")
    assert "They sell houses." in ended.out


def test_a_batch_is_read_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = io.TextIOWrapper(io.BytesIO(b'{"id": 1, "text": "cookies"}\n'))
    monkeypatch.setattr(sys, "stdin", typed)
    assert [line["id"] for line in run("search", "--batch", "-").lines] == [1]


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (b"{", "not JSON"),
        (b'{"id": 1, "text": "\xff"}', "not UTF-8"),
        (b'{"id": 1}', 'no "text"'),
        (b'{"id": 1, "text": " "}', 'no "text"'),
        (b'{"id": 1, "text": ["sell"]}', 'no "text"'),
        (b'["sell"]', "not an object"),
        (b'{"id": ' + b"[" * 100_000 + b"]" * 100_000 + b', "text": "sell"}', "nested too deeply"),
    ],
)
def test_a_bad_line_has_an_error_and_the_run_goes_on(
    run: Run, batch: Callable[[bytes], Path], bad: bytes, error: str
) -> None:
    ended = run("search", "--batch", batch(bad + b'\n{"id": 2, "text": "sell"}\n'))
    assert ended.status == 1
    first, second = ended.lines
    assert set(first) == {"id", "error"}
    assert error in first["error"]
    assert (first["id"], second["id"]) == (1, 2)
    assert second["hits"]


@pytest.mark.parametrize("text", [rb"\u0000", rb"sell\u0000data", rb"\ud83d", "٪🙂".encode()])
def test_a_strange_text_has_hits(run: Run, batch: Callable[[bytes], Path], text: bytes) -> None:
    ended = run("search", "--batch", batch(b'{"id": 1, "text": "' + text + b'"}\n'))
    assert ended.status == 0
    assert ended.lines[0]["hits"]


def test_a_question_that_is_not_utf8_has_hits(run: Run) -> None:
    assert run("search", b"sell\xff".decode("utf-8", "surrogateescape")).status == 0


def test_an_empty_batch_is_answered_by_nothing(run: Run, batch: Callable[[bytes], Path]) -> None:
    ended = run("search", "--batch", batch(b""))
    assert (ended.status, ended.out) == (0, "")


def test_a_missing_batch_is_refused_in_a_line(run: Run, tmp_path: Path) -> None:
    run("build")
    assert "nowhere.jsonl" in run("search", "--batch", tmp_path / "nowhere.jsonl").refusal


@pytest.mark.parametrize("name", ["other", "", "../shop", "a/b"])
def test_an_unknown_index_is_refused_in_a_line(run: Run, name: str) -> None:
    assert f"There is no index {name!r}" in run("search", "sell", "--index", name).refusal


def test_an_unknown_document_is_refused_with_the_known_ones(run: Run, documents: Path) -> None:
    run("build", "--documents", documents)
    refusal = run("search", "sell", "--index", "documents", "--document", "c").refusal
    assert refusal == "The index holds no document 'c'. It holds: a.txt, b.txt."


def test_of_several_documents_one_must_be_named(run: Run, documents: Path) -> None:
    run("build", "--documents", documents)
    assert "use --document" in run("search", "sell", "--index", "documents").refusal


def test_an_unknown_policy_is_refused_in_a_line(run: Run) -> None:
    assert run("search", "sell", "--policy", "other").refusal == (
        "There is no policy 'other'. Policies on the shelf: shop."
    )


@pytest.mark.parametrize("content", [None, b"", b"caf\xe9"])
def test_documents_that_cannot_be_read_are_refused_in_a_line(
    run: Run, tmp_path: Path, content: bytes | None
) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    if content is not None:
        (folder / "a.txt").write_bytes(content)
    assert f"No index can be built from {folder}: " in run("build", "--documents", folder).refusal


@pytest.mark.parametrize(
    "words",
    [
        ["search"],
        ["search", "sell", "--batch", "batch.jsonl"],
        ["search", "sell", "--top", "0"],
        ["build", "--index", "../outside"],
        ["build", "--index", ".."],
        ["sing"],
    ],
)
def test_what_makes_no_sense_is_a_usage_error(run: Run, words: list[str]) -> None:
    ended = run(*words)
    assert (ended.status, ended.out) == (2, "")


def test_documents_do_not_take_the_name_of_a_policy(run: Run, documents: Path) -> None:
    ended = run("build", "--documents", documents, "--index", "shop")
    assert ended.status == 2
    assert "policy's index" in ended.err


def test_a_busy_index_is_refused_in_a_line(run: Run, tmp_path: Path) -> None:
    run("build")
    mark = Shelfmark(folder=tmp_path / "built", name="shop")
    with mark.opened(wait_seconds=0):
        assert f"is open in process {os.getpid()}" in run("search", "sell").refusal


def test_a_setting_that_is_wrong_is_named_in_a_line(run: Run) -> None:
    refusal = run("build", CLAUSEWISE_LOCK_WAIT_SECONDS="-1").refusal
    assert refusal.startswith("CLAUSEWISE_LOCK_WAIT_SECONDS: ")


def test_an_unknown_model_is_refused_in_a_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(model: str) -> WordEmbedder:
        raise UnknownModel(model, "no such folder")

    monkeypatch.setattr(index_verbs, "load_embedder", refuse)
    assert "'mine' can't be loaded" in run("build", CLAUSEWISE_EMBEDDING_MODEL="mine").refusal


def test_a_search_with_the_shipped_model_asks_for_no_connection(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    calls = tmp_path / "calls"
    chosen = {
        "CALLS": str(calls),
        "PYTHONPATH": str(tmp_path / "guard"),
        "HOME": str(tmp_path / "home"),  # nothing was downloaded before
        "CLAUSEWISE_POLICIES_FOLDER": str(folder),
        "CLAUSEWISE_INDEX_FOLDER": str(tmp_path / "built"),
        "CLAUSEWISE_POLICY": "shop",
    }
    batch = b'{"id": 1, "text": "Do you sell my data?"}\n{"id": 2}\n'
    ended = subprocess.run(
        [sys.executable, "-m", "index", "search", "--batch", "-", "--top", "1"],
        cwd=ROOT, env={**os.environ, **chosen}, input=batch, capture_output=True, check=False,
    )  # fmt: skip
    assert not calls.exists(), calls.read_text()
    assert ended.returncode == 1
    first, second = map(json.loads, ended.stdout.splitlines())
    assert [hit["document"] for hit in first["hits"]] == ["shop"]
    assert second == {"id": 2, "error": 'line 2: it has no "text"'}
    assert b"Traceback" not in ended.stderr
