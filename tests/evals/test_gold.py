"""The cases that ship with the code."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from assistant.reply_json import ReplyKind
from corpus import Policy
from evals.case import CaseSet
from evals.case_file import GOLD, case_schema, read_cases
from evals.gates import GATES, read_gates

FILES = sorted(GOLD.rglob("*.yaml"))


class Yaml12(yaml.SafeLoader):
    """Reads as editors do, for which ``no`` is a word; YAML 1.2's core schema."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 -- as PyYAML has it


for tag, pattern, begins in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Yaml12.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})\Z"), [*begins.replace("\0", ""), ""]
    )


@pytest.fixture(scope="module")
def gold(policy: Policy) -> CaseSet:
    return read_cases(policy)


def test_there_are_enough_cases(gold: CaseSet) -> None:
    assert len(gold.cases) >= 250


def test_the_policy_does_not_answer_a_quarter_of_them(gold: CaseSet) -> None:
    assert sum(not case.answerable for case in gold.cases) >= len(gold.cases) / 4


def test_every_id_is_there_once(gold: CaseSet) -> None:
    assert len({case.case_id for case in gold.cases}) == len(gold.cases)


def test_every_kind_of_reply_that_the_product_gives_is_asked_for(gold: CaseSet) -> None:
    asked_for = {case.kinds[0] for case in gold.cases}
    given = {
        ReplyKind.ANSWER, ReplyKind.ABSTENTION, ReplyKind.RIGHTS_INTAKE, ReplyKind.HANDOFF,
        ReplyKind.SMALL_TALK,
    }  # fmt: skip
    assert given <= asked_for


def test_every_section_of_the_policy_answers_something(gold: CaseSet, policy: Policy) -> None:
    core = {policy.clause(clause_id) for case in gold.cases for clause_id in case.core}
    silent = {
        section.section_id
        for section in policy.sections
        if section.level == 2
        and not any(section.start <= clause.start < section.end for clause in core)
    }
    assert silent == set()


def test_the_shipped_gates_name_cases_and_metrics_that_there_are(gold: CaseSet) -> None:
    assert read_gates(GATES, gold).floors["quote_fidelity"] == 1.0


def test_editors_have_the_schema_that_cases_are_read_by() -> None:
    shipped = (GOLD / "case.schema.json").read_text(encoding="utf-8")
    assert shipped == case_schema(), "python -m evals schema > evals/gold/case.schema.json"


def test_every_file_tells_editors_where_the_schema_is() -> None:
    named = "# yaml-language-server: $schema=../case.schema.json\n"
    assert [file.name for file in FILES if not file.read_text("utf-8").startswith(named)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_editors_find_nothing_wrong_with_a_file_that_is_right(file: Path) -> None:
    read = yaml.load(file.read_text("utf-8"), Loader=Yaml12)  # noqa: S506 -- it is a SafeLoader
    validator = Draft202012Validator(yaml.safe_load(case_schema()))
    found = [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(read)]
    assert found == []


@pytest.mark.parametrize(
    "entry",
    [
        "{id: a, turns: hi, kind: small_talk}",
        "{id: a, turns: hi, kind: smalltalk, tags: [x]}",
        "{id: a, turns: hi, kind: small_talk, tags: [x], colour: red}",
        "{id: A, turns: hi, kind: small_talk, tags: [x]}",
        "{id: a, turns: [], kind: small_talk, tags: [x]}",
    ],
)
def test_editors_find_what_is_wrong(entry: str) -> None:
    read = yaml.load(f"- {entry}", Loader=Yaml12)  # noqa: S506 -- it is a SafeLoader
    assert not Draft202012Validator(yaml.safe_load(case_schema())).is_valid(read)


def test_editors_know_a_lone_word_and_a_bare_verdict() -> None:
    entry = "- {id: a, turns: hi, kind: answer, core: [b], verdict: no, tags: [x]}"
    read = yaml.load(entry, Loader=Yaml12)  # noqa: S506 -- it is a SafeLoader
    assert Draft202012Validator(yaml.safe_load(case_schema())).is_valid(read)
