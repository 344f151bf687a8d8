"""A run: what happened to each case, kept in a file that grows a line a case."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

from corpus import Policy
from evals.case import Case, CaseSet
from evals.errors import MalformedRun, OtherSubject
from evals.exchange import read_exchange
from evals.outcome import Outcome, failed, outcome_of

FORMAT = 1
# Half a surrogate pair, which a server may send, has no UTF-8: so it is written as JSON escapes it.
_HALF_PAIRS = "backslashreplace"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What was measured, on what; replies to one subject belong together."""

    case_set: str
    policy_id: str
    policy_sha256: str
    target: str
    parts: Mapping[str, Any]
    """What the target is made of, as far as it tells: its model, recipe and thresholds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The first line of a run."""

    subject: Subject
    chosen: tuple[str, ...] | None
    """The cases that were asked for; None is the whole set."""
    begun: str
    """When, in ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a target said to a case, as it said it."""

    case_id: str
    question_sha256: str
    replies: Sequence[Mapping[str, Any]]
    explanation: Mapping[str, Any] | None
    failure: str | None

    def outcome(self, case: Case, policy: Policy) -> Outcome:
        """What evals make of it; a reply against the contract is a failure."""
        if self.failure is not None:
            return failed(case, self.failure)
        try:
            return outcome_of(case, read_exchange(self.replies, self.explanation), policy)
        except ValueError as error:
            return failed(case, str(error))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run as read from its file."""

    path: Path
    heading: Heading
    results: Mapping[tuple[str, str], Result]
    """By the case's id and the digest of what is typed in it."""

    def result(self, case: Case) -> Result | None:
        """What was said to the case as it is now, if it was run."""
        return self.results.get((case.case_id, case.question_sha256))

    def missing(self, cases: Sequence[Case]) -> list[Case]:
        """The cases that this run has no result for."""
        return [case for case in cases if self.result(case) is None]

    def outcomes(self, case_set: CaseSet, policy: Policy) -> dict[str, Outcome]:
        """What became of the cases that were run, by id.

        Raises ``OtherSubject`` where the run is about another set or version of the policy.
        """
        subject = self.heading.subject
        if subject.case_set != case_set.name or subject.policy_id != policy.policy_id:
            raise OtherSubject(
                f"{self.path} is a run of the set {subject.case_set!r} on {subject.policy_id}, "
                f"not of {case_set.name!r} on {policy.policy_id}. Name its set with --set and its "
                "policy with --policy, or give a run of this one."
            )
        if subject.policy_sha256 != policy.sha256:
            raise OtherSubject(
                f"{self.path} was made on another text of {policy.policy_id} "
                f"({subject.policy_sha256[:12]}…, now {policy.sha256[:12]}…). Run the evals again."
            )
        held = ((case, self.result(case)) for case in case_set.cases)
        return {case.case_id: result.outcome(case, policy) for case, result in held if result}


def read_run(path: Path) -> Run:
    """The run in a file; a last line that was cut off is left out.

    Raises ``MalformedRun``, or ``OSError`` where the file can't be opened.
    """
    # A reply may hold what other than JSON takes for the end of a line.
    *lines, _torn = path.read_text(encoding="utf-8", errors="replace").split("\n")
    if not lines:
        raise MalformedRun(path, "it is empty")
    heading = _heading(path, lines[0])
    results = {}
    for number, line in enumerate(lines[1:], start=2):
        try:
            result = Result(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise MalformedRun(path, f"line {number} is damaged ({error})") from error
        results[result.case_id, result.question_sha256] = result
    return Run(path=path, heading=heading, results=results)


def _heading(path: Path, line: str) -> Heading:
    try:
        held = json.loads(line)
        if held.pop("clausewise_run") != FORMAT:
            raise MalformedRun(path, "another release wrote it")
        chosen = held["chosen"]
        return Heading(
            subject=Subject(**held["subject"]),
            chosen=tuple(chosen) if chosen is not None else None,
            begun=str(held["begun"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise MalformedRun(path, "its first line is not the heading of one") from error


class RunFile:
    """A run that is being made; each result is in the file before the next case begins."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def keep(self, result: Result) -> None:
        """Write a result; a process that is killed later doesn't lose it."""
        self._stream.write(json.dumps(asdict(result), ensure_ascii=False) + "\n")
        self._stream.flush()


@contextmanager
def new_run(path: Path, heading: Heading) -> Iterator[RunFile]:
    """A file for a new run; ``FileExistsError`` where there is one already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", errors=_HALF_PAIRS) as stream:
        line = {"clausewise_run": FORMAT, **asdict(heading)}
        stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        stream.flush()
        yield RunFile(stream)


@contextmanager
def resumed_run(run: Run, subject: Subject) -> Iterator[RunFile]:
    """The file of a run that goes on; ``OtherSubject`` where it was begun on something else."""
    if found := _differences(run.heading.subject, subject):
        raise OtherSubject(
            f"{run.path} was begun on something else: {found}. Begin a new run with --out."
        )
    _drop_torn_line(run.path)
    with run.path.open("a", encoding="utf-8", errors=_HALF_PAIRS) as stream:
        yield RunFile(stream)


def _differences(before: Subject, now: Subject) -> str:
    was, is_ = ({**asdict(one), **one.parts, "parts": None} for one in (before, now))
    keys = [key for key in {**was, **is_} if was.get(key) != is_.get(key)]
    return "; ".join(f"{key} was {was.get(key)!r}, now {is_.get(key)!r}" for key in keys)


def _drop_torn_line(path: Path) -> None:
    """Cut off what was being written when the run was killed."""
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if whole != content:
        with path.open("r+b") as stream:
            stream.truncate(len(whole))
