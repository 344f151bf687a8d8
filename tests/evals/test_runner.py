import json
import time
from collections.abc import Callable, Mapping, Sequence
from threading import Barrier, Event, current_thread
from threading import enumerate as enumerate_threads
from typing import Any

import pytest

from corpus import Policy
from evals.case import CaseSet
from evals.case_file import read_cases
from evals.errors import UnreachableTarget
from evals.outcome import Outcome
from evals.run import Result
from evals.runner import run_case, run_cases
from evals.target import Said
from tests.evals.fake_target import EXAM, FakeTarget

POLICY = {"policy_id": "crypjama", "sha256": "0"}


@pytest.fixture(scope="module")
def exam(policy: Policy) -> CaseSet:
    return read_cases(policy, str(EXAM))


def ran(exam: CaseSet, target: FakeTarget, *, jobs: int = 1, seconds: float = 20) -> list[Result]:
    kept: list[Result] = []
    run_cases(exam.cases, target, jobs=jobs, seconds=seconds, keep=kept.append)
    return kept


def outcomes(exam: CaseSet, policy: Policy, results: list[Result]) -> Mapping[str, Outcome]:
    cases = {case.case_id: case for case in exam.cases}
    return {one.case_id: one.outcome(cases[one.case_id], policy) for one in results}


def raising(error: Exception) -> Callable[[], None]:
    def deed() -> None:
        raise error

    return deed


@pytest.mark.parametrize("jobs", [1, 3, 64])
def test_each_case_is_run_once(exam: CaseSet, jobs: int) -> None:
    target = FakeTarget()
    kept = ran(exam, target, jobs=jobs)
    assert sorted(one.case_id for one in kept) == sorted(case.case_id for case in exam.cases)
    assert sorted(target.asked) == sorted(case.turns for case in exam.cases)


def test_each_turn_has_a_reply_and_the_last_an_explanation(exam: CaseSet, policy: Policy) -> None:
    [kept] = [one for one in ran(exam, FakeTarget()) if one.case_id == "selling"]
    assert [reply["kind"] for reply in kept.replies] == ["small_talk", "answer"]
    case = exam.case("selling")
    assert case is not None
    outcome = kept.outcome(case, policy)
    assert outcome.probability == 0.9
    assert outcome.found == ("crypjama/california/sharing/5",)


def test_a_case_that_crashes_is_a_failure_and_the_others_go_on(
    exam: CaseSet, policy: Policy
) -> None:
    target = FakeTarget(deeds={"cookies": raising(RuntimeError("the roof is on fire"))})
    found = outcomes(exam, policy, ran(exam, target, jobs=2))
    failed = {case_id: one.failure for case_id, one in found.items() if one.failure}
    assert failed == {"cookies-off": "RuntimeError: the roof is on fire"}
    assert len(found) == len(exam.cases)


def test_a_case_that_takes_too_long_is_a_failure_and_the_others_go_on(
    exam: CaseSet, policy: Policy
) -> None:
    release = Event()
    target = FakeTarget(deeds={"cookies": release.wait})
    found = outcomes(exam, policy, ran(exam, target, seconds=0.3))
    release.set()
    failed = {case_id: one.failure for case_id, one in found.items() if one.failure}
    assert failed == {"cookies-off": "timed out after 0.3 s"}


@pytest.mark.parametrize(
    "replies",
    [
        [],
        [{"kind": "answer"}],
        [{"kind": "song", "text": "la", "citations": [], "policy": POLICY}],
        ["hello"],
        "hello",
    ],
    ids=["none", "bare", "of no kind", "no object", "no list"],
)
def test_a_reply_against_the_contract_is_a_failure_in_a_sentence(
    exam: CaseSet, policy: Policy, replies: Any
) -> None:
    class Foreign(FakeTarget):
        def converse(self, turns: Sequence[str], *, seconds: float) -> Said:  # noqa: ARG002 -- as asked
            return replies, None

    outcome = run_case(exam.cases[0], Foreign(), seconds=5).outcome(exam.cases[0], policy)
    assert outcome.kind is None
    assert "not as the contract has it" in str(outcome.failure)


def test_a_target_that_is_gone_ends_the_run_and_what_was_kept_is_good(exam: CaseSet) -> None:
    kept: list[Result] = []
    target = FakeTarget(deeds={"texts": raising(UnreachableTarget("it is gone"))})
    with pytest.raises(UnreachableTarget, match="it is gone"):
        run_cases(exam.cases, target, jobs=1, seconds=20, keep=kept.append)
    assert [one.case_id for one in kept] == ["fee", "minors", "cookies-off", "emails"]
    assert not [one for one in kept if one.failure]
    assert len(target.asked) < len(exam.cases)


def test_as_many_cases_run_side_by_side_as_there_are_jobs(exam: CaseSet, policy: Policy) -> None:
    """Three meet at a gate that opens for three; with fewer it never would."""
    gate = Barrier(3)
    words = ("charge", "kids", "cookies")
    target = FakeTarget(deeds={word: lambda: gate.wait(timeout=15) for word in words})
    found = outcomes(exam, policy, ran(exam, target, jobs=3))
    assert not [one for one in found.values() if one.failure]


def test_one_job_runs_one_case_at_a_time(exam: CaseSet, policy: Policy) -> None:
    gate = Barrier(2)
    target = FakeTarget(deeds={"": lambda: gate.wait(timeout=0.01)})
    found = outcomes(exam, policy, ran(exam, target, jobs=1))
    assert all("BrokenBarrierError" in str(one.failure) for one in found.values())


def test_results_are_kept_by_the_thread_that_runs_the_cases(exam: CaseSet) -> None:
    threads = set()
    run_cases(
        exam.cases, FakeTarget(), jobs=4, seconds=20,
        keep=lambda _: threads.add(current_thread()),
    )  # fmt: skip
    assert threads == {current_thread()}


def test_results_are_kept_as_they_come(exam: CaseSet) -> None:
    """The last case waits until the others are kept."""
    others_kept = Event()
    kept: list[str] = []

    def keep(result: Result) -> None:
        kept.append(result.case_id)
        if len(kept) == len(exam.cases) - 1:
            others_kept.set()

    target = FakeTarget(deeds={"charge": lambda: others_kept.wait(timeout=15)})
    run_cases(exam.cases, target, jobs=2, seconds=20, keep=keep)
    assert others_kept.is_set()
    assert kept[-1] == "fee"


def test_what_was_said_can_be_written_as_json(exam: CaseSet) -> None:
    for one in ran(exam, FakeTarget()):
        assert json.loads(json.dumps([one.replies, one.explanation])) == [
            one.replies, one.explanation,
        ]  # fmt: skip


def test_a_hung_case_does_not_hold_up_the_end_of_the_process(exam: CaseSet) -> None:
    """A process waits for threads that are no daemons, and for those of a pool."""
    before = set(enumerate_threads())
    release = Event()
    ran(exam, FakeTarget(deeds={"cookies": release.wait}), jobs=2, seconds=0.3)
    left = set(enumerate_threads()) - before
    release.set()
    assert [thread.daemon for thread in left] == [True]


def test_the_time_of_a_case_begins_when_it_does(exam: CaseSet, policy: Policy) -> None:
    """Not while it waits for its turn."""
    target = FakeTarget(deeds={"": lambda: time.sleep(0.15)})
    found = outcomes(exam, policy, ran(exam, target, jobs=1, seconds=1.5))
    assert not [one for one in found.values() if one.failure]
