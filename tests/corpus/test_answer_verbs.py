"""``python -m corpus answers``, as it is typed."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from corpus import MalformedAnswers, Shelf, UnknownClause
from corpus.__main__ import verbs
from corpus.answer_file import read_answers
from tests.corpus.answer_entries import POLICY, SHARING, entry, silence, written


@pytest.fixture
def path(shelf: Shelf, front: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The reviewed answers of the shop, all in use."""
    monkeypatch.setenv("CLAUSEWISE_POLICIES_FOLDER", str(shelf.folder))
    monkeypatch.setenv("CLAUSEWISE_POLICY", "shop")
    folder = shelf.folder / "shop"
    (folder / "policy.md").write_text(front + POLICY, encoding="utf-8")
    (folder / "source.txt").write_text(
        POLICY.replace("#", "").replace("{shoe}", ""), encoding="utf-8"
    )
    policy = shelf.load("shop")
    path = folder / "answers.yaml"
    path.write_text(written(entry(policy), silence(policy)), encoding="utf-8")
    return path


def run(*words: str) -> Result:
    return CliRunner().invoke(verbs, words)


def reword(path: Path, old: str, new: str) -> Path:
    """Change the policy; what it was stands at the path returned."""
    policy = path.with_name("policy.md")
    kept = path.with_name("old.md")
    kept.write_bytes(policy.read_bytes())
    policy.write_text(policy.read_text().replace(old, new), encoding="utf-8")
    return kept


@pytest.mark.usefixtures("path")
def test_check_passes_answers_that_are_fit() -> None:
    ended = run("answers", "check")
    assert ended.exit_code == 0
    assert ended.output.startswith("2 reviewed answers, 1 of them silences")


def test_check_tells_faults_by_line_and_fails(path: Path) -> None:
    path.write_text(path.read_text().replace("rests_on: []", "rests_on: [{clause: shop/9}]"))
    ended = run("answers", "check")
    assert ended.exit_code == 1
    assert f"{path}:" in ended.output
    assert "policy shop has no clause shop/9" in ended.output


def test_check_fails_on_a_stale_answer(path: Path) -> None:
    reword(path, "carriers", "posts")
    assert run("answers", "check").exit_code == 1


def test_a_policy_without_answers_passes_the_check(path: Path) -> None:
    path.unlink()
    ended = run("answers", "check")
    assert (ended.exit_code, ended.output) == (0, "The policy shop has no answers.yaml.\n")


def test_the_check_of_a_policy_checks_its_answers_too(path: Path) -> None:
    assert run("check").output.endswith("0 errors, 0 warnings\n")
    path.write_text(path.read_text().replace("verdict: 'no'", "verdict: maybe"))
    ended = run("check")
    assert ended.exit_code == 1
    assert f"error answers: {path}:5: verdict: " in ended.output


@pytest.mark.usefixtures("path")
def test_stale_is_silent_where_all_are_in_use() -> None:
    ended = run("answers", "stale")
    assert (ended.exit_code, ended.output) == (0, "0 stale, 2 in use\n")


def test_stale_tells_each_answer_its_clauses_and_why(path: Path) -> None:
    reword(path, "no data", "all data")
    ended = run("answers", "stale")
    assert ended.exit_code == 1
    assert ended.output.splitlines()[:3] == [
        "selling", f"  {SHARING}: changed", "    no longer there: “We sell no data.”",
    ]  # fmt: skip


def test_stale_shows_what_changed_since_an_old_policy(path: Path) -> None:
    old = reword(path, "no data", "all data")
    assert "We sell [-no-] {+all+} data." in run("answers", "stale", "--old", str(old)).output


def test_stale_names_silences_that_a_new_clause_may_break(path: Path) -> None:
    old = reword(path, "## Cookies", "## Keeping\n\nWe keep data for a year.\n\n## Cookies")
    ended = run("answers", "stale", "--old", str(old))
    assert ended.exit_code == 0
    assert (
        "  shop/keeping/1: We keep data for a year.\n  silences in use: keeping\n" in ended.output
    )


def test_stale_names_no_silences_where_no_clause_is_new(path: Path) -> None:
    old = reword(path, "carriers", "posts")
    assert "silences" not in run("answers", "stale", "--old", str(old)).output


@pytest.mark.usefixtures("path")
def test_a_draft_shows_the_clause_and_its_lead_in() -> None:
    drafted = run("answers", "draft", "shop/sharing/shoe").output
    assert drafted.startswith("# Under: We never ask for:\n# your shoe size\n- id:\n")


def test_a_draft_says_line_by_line_what_is_to_be_filled_in(path: Path, shelf: Shelf) -> None:
    drafted = run("answers", "draft", SHARING).output
    with pytest.raises(MalformedAnswers) as refused:
        read_answers(drafted, shelf.load("shop"), path=path)
    empty = [fault.problem.partition(":")[0] for fault in refused.value.faults]
    assert empty == ["id", "family", "topic", "verdict", "asked", "answer.says", "reviewed.by"]


def test_a_draft_that_is_filled_in_is_used(path: Path, shelf: Shelf) -> None:
    drafted = run("answers", "draft", "shop/sharing/shoe").output
    for empty, filled in {
        "- id:": "- id: shoes", "family:": "family: shoes", "topic:": "topic: shoes?",
        "verdict:": "verdict: no",
        "    -\n": "    - my feet?\n", "says:": "says: No.", "by:": "by: me",
    }.items():  # fmt: skip
        drafted = drafted.replace(empty, filled, 1)
    path.write_text(path.read_text() + drafted)
    assert [one.answer_id for one in shelf.answers(shelf.load("shop")).current] == [
        "selling", "keeping", "shoes",
    ]  # fmt: skip


@pytest.mark.usefixtures("path")
def test_a_draft_of_an_unknown_clause_is_refused_with_a_near_one() -> None:
    refused = run("answers", "draft", "shop/sharing/9").exception
    assert isinstance(refused, UnknownClause)


def test_stamp_puts_an_answer_to_use_with_the_date_of_today(path: Path, shelf: Shelf) -> None:
    reword(path, "carriers", "posts")
    assert run("answers", "stamp", "selling", "--by", "Ann").output == "selling: in use\n"
    answers = shelf.answers(shelf.load("shop"))
    assert answers.stale == ()
    assert (answers.current[0].reviewed_by, answers.current[0].reviewed_on) == ("Ann", date.today())


def test_stamp_keeps_a_byte_order_mark_and_line_ends(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    run("answers", "stamp", "selling")
    after = path.read_bytes()
    today = date.today().isoformat().encode()
    assert after == before.replace(b"2026-01-02", today, 1)


def test_a_stamp_that_is_refused_leaves_the_file_as_it_was(path: Path) -> None:
    before = path.read_bytes()
    reword(path, "We sell no data.", "We sell data.")
    assert isinstance(run("answers", "stamp", "keeping", "selling").exception, MalformedAnswers)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.glob(".*")] == []


@pytest.mark.usefixtures("path")
def test_each_answer_to_stamp_is_named() -> None:
    assert run("answers", "stamp").exit_code == 2
