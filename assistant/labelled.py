"""Labelled questions: what a policy answers, on what it is silent, what it is not about."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import yaml

from assistant.errors import MalformedQuestions


class Expect(StrEnum):
    """What should become of a question."""

    ANSWER = "answer"
    SILENT = "silent"
    OUTSIDE = "outside"
    REQUEST = "request"
    PERSON = "person"
    SMALL_TALK = "small_talk"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledQuestion:
    """A question with what a right reply to it is."""

    question_id: str
    text: str
    expect: Expect
    core: tuple[str, ...]
    """Clause ids of which a right answer cites at least one."""
    accept: tuple[str, ...]
    """Clause ids that it may cite beside."""


def read_labelled(path: Path) -> list[LabelledQuestion]:
    """The questions of a YAML list; ``MalformedQuestions`` says what is wrong with which."""
    try:
        listed = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 -- a safe one
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise MalformedQuestions(path, str(error)) from error
    if not isinstance(listed, list) or not listed:
        raise MalformedQuestions(path, "it must be a list of questions")
    questions = [_read(path, number, entry) for number, entry in enumerate(listed, start=1)]
    ids = Counter(question.question_id for question in questions)
    if twice := [question_id for question_id, count in ids.items() if count > 1]:
        raise MalformedQuestions(path, f"ids are used twice: {', '.join(twice)}")
    return questions


# libyaml's reader is an order of magnitude faster where PyYAML was built with it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _read(path: Path, number: int, entry: object) -> LabelledQuestion:
    if not isinstance(entry, Mapping):
        raise MalformedQuestions(path, f"entry {number} is not a mapping")
    try:
        return LabelledQuestion(
            question_id=str(entry["id"]),
            text=str(entry["text"]),
            expect=Expect(entry["expect"]),
            core=_clause_ids(entry.get("core")),
            accept=_clause_ids(entry.get("accept")),
        )
    except KeyError as error:
        raise MalformedQuestions(path, f"entry {number} lacks {error}") from error
    except ValueError as error:
        raise MalformedQuestions(path, f"entry {number}: {error}") from error


def _clause_ids(listed: object) -> tuple[str, ...]:
    """The ids of a list; a lone string would come apart into letters."""
    if listed is None:
        return ()
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise ValueError(f"{listed!r} is no list of clause ids")
    return tuple(listed)
