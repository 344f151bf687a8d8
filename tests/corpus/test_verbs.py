"""``python -m corpus``, as it is typed."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from corpus import Policy, Shelf

ROOT = Path(__file__).parent.parent.parent
Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def run(shelf: Shelf) -> Run:
    """Runs a verb over the shop's shelf."""

    def run(*words: str, **settings: str) -> CompletedProcess[str]:
        chosen = {
            "CLAUSEWISE_POLICIES_FOLDER": str(shelf.folder),
            "CLAUSEWISE_POLICY": "shop",
            "PYTHONIOENCODING": "utf-8",
            **settings,
        }
        return subprocess.run(
            [sys.executable, "-m", "corpus", *words],
            cwd=ROOT, env={**os.environ, **chosen}, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run


def refusal(ended: CompletedProcess[str]) -> str:
    """The one line of a refusal."""
    assert ended.returncode == 1
    assert ended.stdout == ""
    [line] = ended.stderr.splitlines()
    return line


def test_list_shows_each_clause_with_kind_and_audience(run: Run) -> None:
    ended = run("list")
    assert ended.returncode == 0
    assert ended.stdout == "shop/sharing/1\tparagraph\teveryone\tWe sell no data.\n"


def test_list_shows_another_policy_that_is_named(run: Run, crypjama: Policy) -> None:
    shipped = str(Shelf().folder)
    ended = run("list", "--policy", "crypjama", CLAUSEWISE_POLICIES_FOLDER=shipped)
    ids = [line.split("\t")[0] for line in ended.stdout.splitlines()]
    assert ids == list(crypjama.clauses_by_id)


def test_show_shows_a_clause_whole(run: Run) -> None:
    shown = run("show", "shop/sharing/1").stdout
    assert "heading: Sharing" in shown
    assert "span: 25-41" in shown
    assert shown.endswith("\nWe sell no data.\n")


def test_text_prints_what_spans_are_offsets_into(run: Run, shelf: Shelf) -> None:
    assert run("text").stdout == shelf.load("shop").text + "\n"


def test_check_passes_a_clean_policy(run: Run) -> None:
    ended = run("check", "--strict")
    assert (ended.returncode, ended.stdout) == (0, "1 clauses, 0 errors, 0 warnings\n")


def test_check_fails_on_a_lost_word(run: Run, shelf: Shelf) -> None:
    (shelf.folder / "shop" / "source.txt").write_text("Privacy Policy Sharing We sell data.")
    ended = run("check")
    assert ended.returncode == 1
    assert "error fidelity: word 5: added 'no'" in ended.stdout


def test_flaws_of_the_text_fail_a_strict_check_only(run: Run, shelf: Shelf) -> None:
    (shelf.folder / "shop" / "source.txt").unlink()
    assert run("check").returncode == 0
    assert run("check", "--strict").returncode == 1


def test_an_unknown_clause_is_refused_in_a_line(run: Run) -> None:
    assert "Did you mean shop/sharing/1?" in refusal(run("show", "shop/sharing/9"))


def test_an_unknown_policy_is_refused_in_a_line(run: Run) -> None:
    assert refusal(run("list", "--policy", "../shop")) == (
        "There is no policy '../shop'. Policies on the shelf: shop."
    )


def test_a_malformed_policy_is_refused_in_a_line(run: Run, shelf: Shelf, front: str) -> None:
    (shelf.folder / "shop" / "policy.md").write_text(front + "# T\n\n<div>words</div>\n")
    assert "line 11: a html block" in refusal(run("check"))


def test_front_matter_that_is_not_yaml_is_refused_in_a_line(run: Run, shelf: Shelf) -> None:
    (shelf.folder / "shop" / "policy.md").write_text("---\npolicy_id: [\n---\n")
    assert "front matter is not YAML" in refusal(run("list"))


def test_a_setting_that_is_wrong_is_named_in_a_line(run: Run) -> None:
    assert refusal(run("list", CLAUSEWISE_PORT="many")).startswith("CLAUSEWISE_PORT: ")


def test_a_policy_that_is_no_file_is_refused_in_a_line(run: Run, shelf: Shelf) -> None:
    path = shelf.folder / "shop" / "policy.md"
    path.unlink()
    path.mkdir()
    assert "policy.md" in refusal(run("list"))


def test_a_verb_that_is_not_there_is_a_usage_error(run: Run) -> None:
    ended = run("sing")
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
