"""Read a set of cases; whatever is wrong with it is told by file and line, all at once."""

import json
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from assistant.reason import Reason
from assistant.reply_json import ReplyKind
from corpus import Policy, Right, Verdict
from corpus.errors import Fault
from corpus.located_yaml import LocatedYaml, Place
from evals.case import Assertion, AssertionType, Case, CaseSet
from evals.errors import MalformedCases, UnknownSet

GOLD = Path(__file__).parent / "gold"
_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_LONE = {AssertionType.ICONTAINS, AssertionType.NOT_ICONTAINS}
_LONE |= {AssertionType.REGEX, AssertionType.NOT_REGEX}


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _one_or_more(kind: type[str]) -> BeforeValidator:
    """A lone word stands for a list of one."""
    return BeforeValidator(_listed, json_schema_input_type=kind | list[kind])  # type: ignore[valid-type]


Slug = Annotated[str, Field(pattern=_SLUG)]
Typed = Annotated[str, Field(min_length=1)]
Clauses = Annotated[list[Typed], Field(min_length=1)]


class AssertionEntry(BaseModel):
    """Words or facts that the reply's text must, or must not, show."""

    model_config = ConfigDict(extra="forbid")

    type: AssertionType
    value: Annotated[list[Typed], _one_or_more(str), Field(min_length=1)]


class RequestEntry(BaseModel):
    """What was said of a request, and nothing else."""

    model_config = ConfigDict(extra="forbid")

    right: Right
    name: Typed | None = None
    email: Typed | None = None
    phone: Typed | None = None
    state: Typed | None = None
    order: Typed | None = None
    on_behalf_of: Typed | None = None


class CaseEntry(BaseModel):
    """One case as it stands in a file."""

    model_config = ConfigDict(extra="forbid")

    id: Slug
    turns: Annotated[list[Typed], _one_or_more(str), Field(min_length=1)]
    kind: Annotated[list[ReplyKind], _one_or_more(ReplyKind), Field(min_length=1)]
    reason: Annotated[list[Reason], _one_or_more(Reason)] = []
    verdict: Verdict | None = None
    core: Clauses | None = None
    accept: list[Typed] | None = None
    asserted: Annotated[list[AssertionEntry], Field(alias="assert")] = []
    request: RequestEntry | None = None
    tags: Annotated[list[Slug], Field(min_length=1)]


def case_schema() -> str:
    """The JSON schema of a file of cases, by which editors complete and check."""
    schema = TypeAdapter(list[CaseEntry]).json_schema()
    return json.dumps(schema, indent=2) + "\n"


def read_cases(policy: Policy, chosen: str | None = None, *, folder: Path = GOLD) -> CaseSet:
    """The set of that name or path, by default the one named like the policy.

    Raises ``UnknownSet``, or ``MalformedCases`` with every fault of every file.
    """
    name = chosen or policy.policy_id
    place = folder / name if (folder / name).is_dir() else Path(name)
    paths = [place] if place.is_file() else sorted(place.glob("*.yaml"))
    if not paths:
        raise UnknownSet(name, folder)
    cases, faults = read_case_files(paths, policy)
    if faults:
        raise MalformedCases(faults)
    set_name = place.stem if place.is_file() else place.name
    return CaseSet(name=set_name, policy_id=policy.policy_id, cases=tuple(cases))


def read_case_files(paths: Sequence[Path], policy: Policy) -> tuple[list[Case], list[Fault]]:
    """The cases that can be read, and what is wrong with the others."""
    cases: list[Case] = []
    faults: list[Fault] = []
    seen: dict[tuple[str, ...], str] = {}
    for path in paths:
        located = LocatedYaml(path)
        faults += located.faults
        for place, entry in _entries(located, faults):
            faults += _problems(located, place, entry, policy)
            here = f"{path.name}:{located.line(place)}"
            for key in (("its id is used", entry.id), ("the same is asked", *_typed(entry))):
                if key in seen:
                    faults.append(located.fault(place, f"{key[0]} already at {seen[key]}"))
                seen.setdefault(key, here)
            cases.append(_case(entry, policy))
    return cases, faults


def _entries(located: LocatedYaml, faults: list[Fault]) -> Iterator[tuple[Place, CaseEntry]]:
    if not isinstance(located.content, list):
        faults.append(located.fault((), "a file of cases is a list; begin each case with '- id:'"))
        return
    if not located.content and not located.faults:
        faults.append(located.fault((), "the file holds no case"))
    for number, entry in enumerate(located.content):
        try:
            yield (number,), CaseEntry.model_validate(entry)
        except ValidationError as error:
            faults += [
                located.fault((number, *one["loc"]), _sentence(one["loc"], one["msg"]))
                for one in error.errors()
            ]


def _typed(entry: CaseEntry) -> tuple[str, ...]:
    return tuple(turn.casefold() for turn in entry.turns)


def _sentence(place: Place, problem: str) -> str:
    field = ".".join(str(part) for part in place if isinstance(part, str))
    problem = problem[0].lower() + problem[1:]
    return f"{field}: {problem}" if field else problem


def _problems(
    located: LocatedYaml, place: Place, entry: CaseEntry, policy: Policy
) -> Iterator[Fault]:
    """What no single field shows to be wrong."""
    answers = ReplyKind.ANSWER in entry.kind
    requests = {ReplyKind.RIGHTS_INTAKE, ReplyKind.RIGHTS_TICKET} & set(entry.kind)
    if answers and entry.core is None:
        yield located.fault(place, "an answer needs core: the clauses that it rests on")
    if entry.core is not None and not answers:
        yield located.fault((*place, "core"), "only an answer has core; use accept")
    if entry.verdict and not answers:
        yield located.fault((*place, "verdict"), "only an answer has a verdict")
    if entry.request and not requests:
        yield located.fault(
            (*place, "request"), "only a rights_intake or rights_ticket has a request"
        )
    if requests and not entry.request:
        yield located.fault(place, "a request needs request: its right, and what was said of it")
    for field in ("core", "accept"):
        for number, pattern in enumerate(getattr(entry, field) or ()):
            if not _matches(pattern, policy):
                problem = f"{field}: {_no_clause(pattern, policy)}"
                yield located.fault((*place, field, number), problem)
    for number, one in enumerate(entry.asserted):
        yield from _bad_assertion(located, (*place, "assert", number), one)


def _bad_assertion(located: LocatedYaml, place: Place, entry: AssertionEntry) -> Iterator[Fault]:
    if entry.type in _LONE and len(entry.value) > 1:
        yield located.fault(place, f"{entry.type} takes one value")
    if entry.type in (AssertionType.REGEX, AssertionType.NOT_REGEX):
        for value in entry.value:
            try:
                re.compile(value)
            except re.error as error:
                yield located.fault(place, f"{value!r} is no regular expression: {error}")


def _matches(pattern: str, policy: Policy) -> list[str]:
    ids = [clause.clause_id for clause in policy.clauses]
    return [clause_id for clause_id in ids if fnmatchcase(clause_id, pattern)]


def _no_clause(pattern: str, policy: Policy) -> str:
    near = get_close_matches(pattern, [clause.clause_id for clause in policy.clauses], n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"policy {policy.policy_id} has no clause {pattern}{hint}"


def _case(entry: CaseEntry, policy: Policy) -> Case:
    def clauses(patterns: list[str] | None) -> frozenset[str]:
        return frozenset(chain.from_iterable(_matches(one, policy) for one in patterns or ()))

    judged = entry.core is not None or entry.accept is not None
    return Case(
        case_id=entry.id,
        turns=tuple(entry.turns),
        kinds=tuple(entry.kind),
        reasons=tuple(entry.reason),
        verdict=entry.verdict,
        core=clauses(entry.core),
        accept=clauses(entry.accept) if judged else None,
        assertions=tuple(
            Assertion(type=one.type, values=tuple(one.value)) for one in entry.asserted
        ),
        request=entry.request.model_dump(exclude_none=True) if entry.request else None,
        tags=tuple(entry.tags),
    )
