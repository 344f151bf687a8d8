"""Each case as a test: ``pytest evals/``, or ``pytest -p evals.pytest_plugin`` elsewhere.

A case that fails in the baseline too is expected to fail, so that what is red is what got worse;
``--evals-strict`` shows every failure. Files of cases lie in a folder of a folder named ``gold``.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus import Policy, Shelf
from corpus.errors import CorpusError
from evals.baseline import BASELINE, read_baseline
from evals.case import Case
from evals.case_file import read_case_files
from evals.errors import EvalError, MalformedCases
from evals.judgement import failed_before, passed
from evals.outcome import Outcome
from evals.publish.faults import faults
from settings import Settings

if TYPE_CHECKING:
    from evals.target import Target

_SECONDS = 60.0


class CaseFails(Exception):
    """A case that does not pass, with what is wrong with the reply."""

    def __init__(self, case: Case, outcome: Outcome) -> None:
        self.case = case
        self.outcome = outcome
        super().__init__("; ".join(faults(case, outcome)))


class Bench:
    """What all cases of a session share: the policy, the target and the baseline."""

    def __init__(self, config: pytest.Config) -> None:
        settings = Settings()
        policy_id = config.getoption("--evals-policy") or settings.policy
        self.policy: Policy = Shelf(settings.policies_folder).load(policy_id)
        self.strict = bool(config.getoption("--evals-strict"))
        self._url = config.getoption("--evals-target")
        self._closing = ExitStack()
        self._target: Target | None = None
        path = Path(config.getoption("--evals-baseline"))
        self._baseline = read_baseline(path).outcomes if path.exists() else {}

    def outcome(self, case: Case) -> Outcome:
        """What becomes of a case; the target is opened for the first one."""
        # The models' libraries take seconds to import; collecting cases does without them.
        from evals.opening import opened_target
        from evals.runner import run_case

        if self._target is None:
            self._target = self._closing.enter_context(opened_target(self._url, self.policy))
        return run_case(case, self._target, seconds=_SECONDS).outcome(case, self.policy)

    def fails_in_baseline(self, case: Case) -> bool:
        """Whether it is known to fail."""
        return failed_before(case, self._baseline.get(case.case_id))

    def close(self) -> None:
        """Close the target."""
        self._closing.close()


_BENCH = pytest.StashKey[Bench]()


class CaseFile(pytest.File):
    """A file of cases."""

    def collect(self) -> Iterator["CaseItem"]:
        """A test a case; what is wrong with the file is told by line."""
        cases, malformed = read_case_files([self.path], _bench(self.config).policy)
        if malformed:
            raise self.CollectError(str(MalformedCases(malformed)))
        for tag in sorted({tag for case in cases for tag in case.tags}):
            # Where markers are strict, -m takes those alone that are known.
            self.config.addinivalue_line("markers", f"{tag}: cases with this tag.")
        for case in cases:
            item = CaseItem.from_parent(self, name=case.case_id, case=case)
            for tag in case.tags:
                item.add_marker(tag)
            yield item


class CaseItem(pytest.Item):
    """A case."""

    def __init__(self, *, case: Case, **others: Any) -> None:
        super().__init__(**others)
        self.case = case

    def runtest(self) -> None:
        """Run the case; raises ``CaseFails`` where it does not pass."""
        bench = _bench(self.config)
        outcome = bench.outcome(self.case)
        if passed(self.case, outcome):
            return
        if not bench.strict and bench.fails_in_baseline(self.case):
            pytest.xfail("it fails in the baseline too")
        raise CaseFails(self.case, outcome)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: object) -> str:
        """What was typed, what came back, and what is wrong with it."""
        if not isinstance(excinfo.value, CaseFails):
            return str(super().repr_failure(excinfo))
        outcome = excinfo.value.outcome
        typed = [f"> {turn}" for turn in self.case.turns]
        wrong = [f"- {fault}" for fault in faults(self.case, outcome)]
        return "\n".join([*typed, outcome.text, *wrong])

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the case stands."""
        return self.path, None, self.name


def pytest_addoption(parser: pytest.Parser) -> None:
    """What can be chosen."""
    group = parser.getgroup("evals", "cases of a privacy policy")
    group.addoption("--evals-policy", help="The policy's id.")
    group.addoption("--evals-target", help="Address of a running server; by default in process.")
    group.addoption("--evals-baseline", default=str(BASELINE), help="Cases that may fail.")
    group.addoption("--evals-strict", action="store_true", help="No case may fail.")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CaseFile | None:
    """Files of cases."""
    if file_path.suffix == ".yaml" and file_path.parent.parent.name == "gold":
        return CaseFile.from_parent(parent, path=file_path)
    return None


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close what the cases shared."""
    bench = config.stash.get(_BENCH, None)
    if bench is not None:
        bench.close()


def _bench(config: pytest.Config) -> Bench:
    bench = config.stash.get(_BENCH, None)
    if bench is None:
        try:
            bench = config.stash[_BENCH] = Bench(config)
        except (CorpusError, EvalError) as error:
            raise pytest.UsageError(str(error)) from error
    return bench
