"""``python -m assistant``: mostly in this process, since a new one takes seconds to start."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.__main__ import main
from index.generation import Shelfmark
from settings import ROOT

TALK = b'{"id": "a", "text": "hi"}\n'


@dataclass(frozen=True)
class Finished:
    """A command that has ended."""

    status: int
    out: str
    err: str

    def complaint(self) -> str:
        """The one line that says what is wrong."""
        assert self.status == 1
        assert self.out == ""
        assert "Traceback" not in self.err
        assert len(self.err.splitlines()) == 1
        return self.err


Run = Callable[..., Finished]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], built_index: Path
) -> Run:
    """Runs a command line; keywords are settings."""

    def run(*arguments: str, stdin: bytes = b"", **settings: str) -> Finished:
        monkeypatch.setenv("CLAUSEWISE_INDEX_FOLDER", str(built_index))
        for name, value in settings.items():
            monkeypatch.setenv(f"CLAUSEWISE_{name.upper()}", value)
        monkeypatch.setattr("sys.argv", ["assistant", *arguments])
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(stdin)))
        capfd.readouterr()
        try:
            main()
            status = 0
        except SystemExit as stopped:
            status = int(stopped.code or 0)
        said = capfd.readouterr()
        return Finished(status, said.out, said.err)

    return run


def started(*arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True,
    )  # fmt: skip


def test_an_answer_is_shown_with_its_clauses(run: Run) -> None:
    done = run("ask", "Do you sell my data?")
    assert done.status == 0
    assert done.err == ""
    assert "It depends on what you call a sale" in done.out
    assert "WHILE WE DO NOT SELL PERSONAL INFORMATION IN A TRADITIONAL SENSE" in done.out
    assert "] crypjama/california/rights/opt-out/1 (" in done.out
    assert "applies to: California residents" in done.out


def test_small_talk_is_shown_alone(run: Run) -> None:
    assert len(run("ask", "hi").out.splitlines()) == 1


def test_json_is_one_object_on_standard_output(run: Run) -> None:
    done = run("ask", "--json", "Do you sell my data?")
    reply = json.loads(done.out)
    assert reply["kind"] == "answer"
    assert reply["elapsed_ms"] > 0
    assert done.err == ""


@pytest.mark.parametrize(
    ("question", "said"),
    [("", "no question"), ("  ", "no question"), ("x" * 2001, "2,001 characters"),
     ("a\x07b", "U+0007"), ("do you\udcff sell", "UTF-8")],
    ids=["empty", "blank", "long", "control", "half a pair"],
)  # fmt: skip
def test_what_is_no_question_is_a_sentence(run: Run, question: str, said: str) -> None:
    assert said in run("ask", question).complaint()


def test_a_question_may_begin_with_a_dash_behind_two(run: Run) -> None:
    assert run("ask", "--", "-hi").status == 0


def test_a_longer_message_is_read_where_that_is_set(run: Run) -> None:
    assert run("ask", "hi " * 700, longest_message="3000").status == 0


def test_an_unknown_policy_is_a_sentence_that_names_the_known(run: Run) -> None:
    assert "crypjama" in run("ask", "hi", "--policy", "nobody").complaint()


def test_a_bad_setting_is_a_sentence_that_names_it(run: Run) -> None:
    assert "CLAUSEWISE_PORT" in run("ask", "hi", port="many").complaint()


def test_a_list_that_is_not_json_is_a_sentence_that_names_it(run: Run) -> None:
    complaint = run("ask", "hi", allowed_hosts="shop.example").complaint()
    assert "CLAUSEWISE_ALLOWED_HOSTS" in complaint


def test_a_missing_index_is_a_sentence_where_none_is_to_be_built(run: Run, tmp_path: Path) -> None:
    done = run("ask", "hi", index_folder=str(tmp_path), stale_index="refuse")
    assert "python -m index build" in done.complaint()


def test_a_folder_that_cannot_be_written_is_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("ask", "hi", index_folder=str(tmp_path / "file"))
    assert done.status == 1
    assert str(tmp_path / "file") in done.err.splitlines()[-1]
    assert "Traceback" not in done.err


def test_thresholds_of_another_model_are_a_sentence(run: Run, tmp_path: Path) -> None:
    complaint = run("ask", "hi", calibrations_folder=str(tmp_path)).complaint()
    assert "python -m assistant calibrate" in complaint


def test_an_unknown_model_is_a_sentence(run: Run, tmp_path: Path) -> None:
    complaint = run("ask", "hi", embedding_model=str(tmp_path)).complaint()
    assert "CLAUSEWISE_EMBEDDING_MODEL" in complaint


def test_a_batch_is_answered_line_by_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "batch.jsonl").write_bytes(TALK + TALK)
    done = run("ask", "--batch", str(tmp_path / "batch.jsonl"))
    assert done.status == 0
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == ["a", "a"]


def test_a_batch_with_a_bad_line_goes_on_and_fails_in_the_end(run: Run, tmp_path: Path) -> None:
    (tmp_path / "batch.jsonl").write_bytes(TALK + b"\xff\xfe{\n" + TALK)
    done = run("ask", "--batch", str(tmp_path / "batch.jsonl"))
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert done.status == 1
    assert done.err == ""
    assert ["error" in line for line in lines] == [False, True, False]


def test_a_batch_may_come_from_standard_input(run: Run) -> None:
    done = run("ask", "--batch", "-", stdin=TALK)
    assert done.status == 0
    assert json.loads(done.out)["replies"][0]["kind"] == "small_talk"


def test_a_batch_that_is_not_there_is_a_sentence(run: Run, tmp_path: Path) -> None:
    assert "none.jsonl" in run("ask", "--batch", str(tmp_path / "none.jsonl")).complaint()


@pytest.mark.parametrize("arguments", [("ask",), ("ask", "hi", "--batch", "-")])
def test_it_wants_a_question_or_a_batch(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.status == 2
    assert "--batch FILE" in done.err


def test_an_index_that_is_open_elsewhere_is_a_sentence(built_index: Path) -> None:
    mark = Shelfmark(folder=built_index, name="crypjama")
    with mark.opened(wait_seconds=0):
        done = started("ask", "hi", CLAUSEWISE_INDEX_FOLDER=str(built_index))
    complaint = Finished(done.returncode, done.stdout, done.stderr).complaint()
    assert f"process {os.getpid()}" in complaint
    assert "CLAUSEWISE_LOCK_WAIT_SECONDS" in complaint


def test_bytes_that_are_no_text_are_a_sentence(built_index: Path) -> None:
    done = started("ask", b"do you sell \xff\xfe data?", CLAUSEWISE_INDEX_FOLDER=str(built_index))
    complaint = Finished(done.returncode, done.stdout, done.stderr).complaint()
    assert "UTF-8" in complaint


def test_thresholds_are_measured_and_kept(run: Run, tmp_path: Path) -> None:
    """On sixty questions, since each is searched for."""
    asked = [
        f"- {{id: {kind}{number}, text: '{text} {number}', expect: {kind}}}"
        for kind, text in (
            ("answer", "do you sell data"), ("silent", "is there pizza"), ("outside", "football"),
        )
        for number in range(20)
    ]  # fmt: skip
    (tmp_path / "asked.yaml").write_text("\n".join(asked))
    folder = tmp_path / "calibrations"
    done = run(
        "calibrate", "--questions", str(tmp_path / "asked.yaml"), calibrations_folder=str(folder)
    )
    assert done.status == 0
    (kept,) = folder.iterdir()
    assert str(kept) in done.out
    assert run("ask", "hi", calibrations_folder=str(folder)).status == 0


def test_questions_that_cannot_be_read_are_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "asked.yaml").write_text("- one\n")
    complaint = run("calibrate", "--questions", str(tmp_path / "asked.yaml")).complaint()
    assert "asked.yaml" in complaint
