"""What the README says, held to what the product does."""

import importlib
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from assistant.labelled import read_labelled
from evals.alternatives import ALTERNATIVES
from settings import ROOT, Settings

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
ROOMS = ("corpus", "index", "assistant", "evals")


def fenced_commands() -> list[str]:
    block = re.search(r"```sh\n(.*?)```", README, re.DOTALL)
    assert block is not None
    return [line.split("  #")[0].strip() for line in block.group(1).splitlines() if line.strip()]


def test_the_two_commands_come_before_anything_else_to_do() -> None:
    first = re.search(r"```\n(.*?)```", README, re.DOTALL)
    assert first is not None
    assert first.group(1).split("\n")[:2] == ["make run", "make test"]


@pytest.mark.parametrize("target", ["run", "test", "eval", "check", "index"])
def test_the_makefile_has_the_target(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


def test_the_picture_is_there() -> None:
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", README)
    pictures += re.findall(r'<img src="(.*?)" alt="[^"]', README)
    assert len(pictures) == 3
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_every_link_into_the_repository_leads_somewhere() -> None:
    links = [link for link in re.findall(r"\]\((.*?)\)", README) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("command", fenced_commands())
def test_the_command_runs(
    command: str,
    built_index: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    piped, _, line = command.rpartition(" | ")
    program = shlex.split(line)
    assert program[:2] == ["python", "-m"]
    assert program[2] in ROOMS
    calibrations = tmp_path / "calibrations"
    shutil.copytree(Settings().calibrations_folder, calibrations)
    monkeypatch.setenv("CLAUSEWISE_INDEX_FOLDER", str(built_index))
    monkeypatch.setenv("CLAUSEWISE_CALIBRATIONS_FOLDER", str(calibrations))
    verbs = importlib.import_module(f"{program[2]}.__main__")
    # Half of the questions go through all that the whole does, and so does one alternative.
    for reader in ("assistant.calibrating", "evals.verbs.retrieval"):
        monkeypatch.setattr(f"{reader}.read_labelled", lambda path: read_labelled(path)[::2])
    monkeypatch.setattr("evals.verbs.retrieval.ALTERNATIVES", ALTERNATIVES[:1])
    said = shlex.split(piped)[1] if piped else None
    result = CliRunner().invoke(verbs.verbs, program[3:], input=said)
    assert result.exit_code == 0, result.output
    assert result.stdout.strip()


def test_every_setting_stands_in_the_table_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(CLAUSEWISE_\w+)` \| (.*?) \|", README, re.MULTILINE))
    shown = {name: default.strip("` ") for name, default in rows.items()}
    assert shown == {f"CLAUSEWISE_{name.upper()}": _shown(name) for name in Settings.model_fields}


@pytest.mark.parametrize("room", ROOMS)
def test_every_verb_stands_in_the_readme(room: str) -> None:
    module = importlib.import_module(f"{room}.__main__")
    names = list(get_command(module.verbs).commands)  # type: ignore[attr-defined]
    assert names
    missing = [name for name in names if f"python -m {room} {name}" not in README]
    assert missing == []


def _shown(name: str) -> str:
    default = Settings.model_fields[name].default
    if default is None:
        return ""
    if isinstance(default, Path):
        return default.relative_to(ROOT).as_posix()
    if isinstance(default, tuple):
        return "[" + ", ".join(f'"{value}"' for value in default) + "]"
    return str(default)


def test_this_runs_on_the_python_that_the_readme_names() -> None:
    assert f"Python {sys.version_info.major}.{sys.version_info.minor}" in README
