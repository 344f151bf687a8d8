from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.desk.verbs import agents


@pytest.fixture(autouse=True)
def _database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEWISE_DATABASE_URL", f"sqlite:///{tmp_path}/tickets.sqlite3")


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(agents, arguments)
    return done.exit_code, done.output


def test_people_are_invited_listed_and_disabled() -> None:
    assert "agents add NAME" in run("list")[1]
    code, output = run("add", "bo", "--role", "admin")
    assert code == 0
    assert "/desk/welcome/" in output
    assert run("list") == (0, "bo  admin  invited\n")
    assert run("disable", "bo") == (0, "bo can't sign in any more.\n")
    assert run("list") == (0, "bo  admin  disabled\n")
    assert run("disable", "eve")[0] == 1


def test_a_name_that_nobody_can_have_is_a_sentence() -> None:
    code, output = run("add", "Bo Smith")
    assert code == 1
    assert "can't be an account" in output
