"""What can go wrong in the evals; each message ends in what to do.

EvalError
├── MalformedCases      a set of cases can't be used as it stands
├── UnknownSet          there is no such set of cases
├── MalformedRun        a file is no run, or is damaged
├── OtherSubject        two files are not about the same set, policy or target
├── UnfinishedRun       a run lacks cases
├── UnfitRun            a run can't be the baseline, since cases failed in it
├── MalformedGates      gates.yaml asks for what can't be held
├── UnreachableTarget   the server to be measured doesn't answer
├── AbsentData          a public set is not where it was said to be
└── MissingExtra        a framework to compare with is not installed
"""

from collections.abc import Sequence
from pathlib import Path

from corpus.errors import Fault


class EvalError(Exception):
    """Base of the room's errors."""


class MalformedCases(EvalError):
    """A set of cases can't be used as it stands."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))


class MalformedGates(EvalError):
    """The gates ask for what can't be held."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))


class UnknownSet(EvalError):
    """There is no such set of cases."""

    def __init__(self, name: str, folder: Path) -> None:
        super().__init__(
            f"There is no set of cases {name!r}: neither a folder in {folder} nor a path. "
            f"Put YAML files of cases into {folder / name}, or name another with --set."
        )


class MalformedRun(EvalError):
    """A file is no run or baseline, or is damaged."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(
            f"{path} can't be read as a run: {problem}. "
            "Make one with: python -m evals run --out FILE"
        )


class OtherSubject(EvalError):
    """Two files are not about the same set, policy or target."""


class UnfinishedRun(EvalError):
    """A run lacks cases of its set."""

    def __init__(self, path: Path, missing: int, *, total: int, partial: bool) -> None:
        remedy = (
            "it was made of chosen cases only; run the whole set"
            if partial
            else f"finish it with: python -m evals run --resume {path}"
        )
        super().__init__(f"{path} lacks {missing} of {total} cases: {remedy}.")


class UnfitRun(EvalError):
    """A run can't be the baseline."""

    def __init__(self, path: Path, failures: Sequence[str]) -> None:
        super().__init__(
            f"{path} can't be the baseline: {len(failures)} cases crashed or timed out in it "
            f"({', '.join(failures[:5])}{', …' if len(failures) > 5 else ''}). "
            "Mend that and run it again."
        )


class UnreachableTarget(EvalError):
    """The server to be measured doesn't answer."""


class AbsentData(EvalError):
    """A public set is not where it was said to be."""


class MissingExtra(EvalError):
    """A framework to compare with is not installed; the product needs none of them."""

    def __init__(self, peer: str, error: ImportError) -> None:
        super().__init__(
            f"{peer} can't be imported ({error}). Install what is compared, best into an "
            "environment of its own: pip install -c constraints.txt -e '.[peers]'"
        )
