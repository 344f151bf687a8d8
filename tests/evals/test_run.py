import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Policy
from evals.case import CaseSet
from evals.case_file import read_cases
from evals.errors import MalformedRun, OtherSubject
from evals.run import Heading, Result, Subject, new_run, read_run, resumed_run
from evals.runner import run_case
from evals.target import subject_of
from tests.evals.fake_target import EXAM, FakeTarget


@pytest.fixture(scope="module")
def exam(policy: Policy) -> CaseSet:
    return read_cases(policy, str(EXAM))


@pytest.fixture(scope="module")
def results(exam: CaseSet) -> list[Result]:
    return [run_case(case, FakeTarget(), seconds=20) for case in exam.cases]


@pytest.fixture(scope="module")
def subject(exam: CaseSet, policy: Policy) -> Subject:
    return subject_of(FakeTarget(), case_set=exam.name, policy=policy)


@pytest.fixture(scope="module")
def heading(subject: Subject) -> Heading:
    return Heading(subject=subject, chosen=None, begun="2026-01-01T00:00:00+00:00")


@pytest.fixture
def path(tmp_path: Path, heading: Heading, results: list[Result]) -> Path:
    """A run of the first nine cases, the last of which holds letters of several bytes."""
    path = tmp_path / "runs" / "nine.jsonl"
    with new_run(path, heading) as file:
        for result in results[:9]:
            file.keep(result)
    return path


def said(text: str, result: Result) -> Result:
    return replace(result, replies=[{**result.replies[-1], "text": text}])


def test_a_run_is_read_as_it_was_written(
    path: Path, heading: Heading, results: list[Result]
) -> None:
    run = read_run(path)
    assert run.heading == heading
    assert list(run.results.values()) == results[:9]


def test_the_options_of_a_reply_are_read_as_they_were_written(
    tmp_path: Path, heading: Heading, results: list[Result], exam: CaseSet, policy: Policy
) -> None:
    clause = policy.clauses[0]
    option = {"text": "Which?", "clause_ids": [clause.clause_id], "quotes": [clause.text]}
    asks = {**results[0].replies[-1], "kind": "clarification", "options": [option, option]}
    asking = replace(results[0], replies=[asks])
    with new_run(tmp_path / "run.jsonl", heading) as file:
        file.keep(asking)
    outcome = read_run(tmp_path / "run.jsonl").outcomes(exam, policy)[asking.case_id]
    assert [[one.clause_id for one in led_to] for led_to in outcome.options] == [
        [clause.clause_id]
    ] * 2


def test_the_chosen_cases_are_read_as_they_were_written(tmp_path: Path, heading: Heading) -> None:
    chosen = replace(heading, chosen=("fee", "emails"))
    with new_run(tmp_path / "run.jsonl", chosen):
        pass
    assert read_run(tmp_path / "run.jsonl").heading == chosen


def test_a_result_is_in_the_file_as_soon_as_it_is_kept(
    tmp_path: Path, heading: Heading, results: list[Result]
) -> None:
    path = tmp_path / "run.jsonl"
    with new_run(path, heading) as file:
        assert read_run(path).heading == heading
        for number, result in enumerate(results, start=1):
            file.keep(result)
            assert len(read_run(path).results) == number


@pytest.mark.parametrize(
    "text", ["a\u2028b\u2029c\x85d\x0be", "one\ntwo\r\nthree", "half a pair: \ud83d", "“ü😀”\0"]
)
def test_whatever_a_target_says_can_be_kept(
    tmp_path: Path, heading: Heading, results: list[Result], text: str
) -> None:
    path = tmp_path / "run.jsonl"
    with new_run(path, heading) as file:
        file.keep(said(text, results[0]))
        file.keep(results[1])
    kept = list(read_run(path).results.values())
    assert [one.replies[-1]["text"] for one in kept] == [text, results[1].replies[-1]["text"]]


def test_what_was_said_to_another_wording_is_no_result(path: Path, exam: CaseSet) -> None:
    run = read_run(path)
    assert run.result(exam.cases[0]) is not None
    assert run.result(replace(exam.cases[0], turns=("asked otherwise",))) is None


def test_the_cases_without_a_result_are_missing(path: Path, exam: CaseSet) -> None:
    assert read_run(path).missing(exam.cases) == list(exam.cases[9:])


def test_of_two_results_of_a_case_the_later_counts(
    path: Path, subject: Subject, exam: CaseSet, results: list[Result]
) -> None:
    with resumed_run(read_run(path), subject) as file:
        file.keep(said("Once more.", results[0]))
    kept = read_run(path).result(exam.cases[0])
    assert kept is not None
    assert kept.replies[-1]["text"] == "Once more."


def cuts(path: Path) -> list[int]:
    """Where the last line can be cut off: behind its first byte, in the middle, before its end."""
    content = path.read_bytes()
    begins = content[:-1].rfind(b"\n") + 1
    in_a_letter = content.index("“".encode(), begins) + 1
    return [begins + 1, in_a_letter, (begins + len(content)) // 2, len(content) - 1]


@pytest.mark.parametrize("cut", range(4))
def test_a_line_that_was_cut_off_is_left_out(path: Path, exam: CaseSet, cut: int) -> None:
    path.write_bytes(path.read_bytes()[: cuts(path)[cut]])
    run = read_run(path)
    assert len(run.results) == 8
    assert run.missing(exam.cases) == list(exam.cases[8:])


@pytest.mark.parametrize("cut", range(4))
def test_a_line_that_was_cut_off_is_gone_when_the_run_goes_on(
    path: Path, subject: Subject, exam: CaseSet, results: list[Result], cut: int
) -> None:
    path.write_bytes(path.read_bytes()[: cuts(path)[cut]])
    begun = read_run(path)
    left = begun.missing(exam.cases)
    with resumed_run(begun, subject) as file:
        for result in results[len(exam.cases) - len(left) :]:
            file.keep(result)
    assert list(read_run(path).results.values()) == results
    assert path.read_bytes().count(b"\n") == 1 + len(results)


@pytest.mark.parametrize("damage", ["{", "[]", '{"case_id": "fee"}', "7", "\0\0\0", ""])
def test_damage_is_an_error_that_names_the_line(path: Path, damage: str) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[2] = damage
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(MalformedRun, match="line 3 is damaged"):
        read_run(path)


def test_a_last_line_that_is_whole_but_damaged_is_an_error(path: Path) -> None:
    """To go on behind it would bury it."""
    with path.open("ab") as stream:
        stream.write(b"\0\0\0\n")
    with pytest.raises(MalformedRun, match="line 11 is damaged"):
        read_run(path)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "it is empty"),
        (b'{"clausewise_run": 1, "subj', "it is empty"),
        (b"{}\n", "its first line is not the heading of one"),
        (b"[1]\n", "its first line is not the heading of one"),
        (b"Dear Sir or Madam\n", "its first line is not the heading of one"),
        (b"\xff\xfe\x00\n", "its first line is not the heading of one"),
        (b'{"clausewise_run": 1}\n', "its first line is not the heading of one"),
        (b'{"clausewise_run": 2, "subject": {}, "chosen": null}\n', "another release wrote it"),
    ],
)
def test_a_file_that_is_no_run_is_an_error(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(MalformedRun, match=f"letter.txt.*{problem}"):
        read_run(path)
    assert path.read_bytes() == content


def test_a_file_that_is_there_is_not_written_over(path: Path, heading: Heading) -> None:
    before = path.read_bytes()
    with pytest.raises(FileExistsError, match=r"nine\.jsonl"), new_run(path, heading):
        pass
    assert path.read_bytes() == before


def test_a_run_of_something_else_does_not_go_on(path: Path, subject: Subject) -> None:
    before = path.read_bytes()
    other = replace(subject, target="http://elsewhere", parts={"model": "another", "new": 1})
    with pytest.raises(OtherSubject) as refused, resumed_run(read_run(path), other):
        pass
    message = str(refused.value)
    assert "target was 'fake', now 'http://elsewhere'" in message
    assert "model was 'fake', now 'another'" in message
    assert "new was None, now 1" in message
    assert "policy" not in message
    assert path.read_bytes() == before


def test_parts_are_the_same_after_a_journey_through_json(subject: Subject, tmp_path: Path) -> None:
    told = replace(subject, parts={"recipe": {"lexical": 0.1 + 0.2, "heading": True}, "none": None})
    path = tmp_path / "run.jsonl"
    with new_run(path, Heading(subject=told, chosen=None, begun="")):
        pass
    with resumed_run(read_run(path), told):
        pass


def test_a_run_of_another_set_has_no_outcomes(path: Path, exam: CaseSet, policy: Policy) -> None:
    with pytest.raises(OtherSubject, match="run of the set 'exam' on crypjama, not of 'other'"):
        read_run(path).outcomes(replace(exam, name="other"), policy)


def test_a_run_on_another_text_of_the_policy_has_no_outcomes(
    path: Path, exam: CaseSet, policy: Policy
) -> None:
    with pytest.raises(OtherSubject, match="made on another text of crypjama"):
        read_run(path).outcomes(exam, replace(policy, text=policy.text + " "))


def test_outcomes_are_of_the_cases_that_were_run_in_the_order_of_the_set(
    path: Path, exam: CaseSet, policy: Policy
) -> None:
    outcomes = read_run(path).outcomes(exam, policy)
    assert list(outcomes) == [case.case_id for case in exam.cases[:9]]


def test_a_line_a_case_is_json_on_its_own(path: Path, exam: CaseSet) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line).get("case_id") for line in lines] == [
        None, *(case.case_id for case in exam.cases[:9]),
    ]  # fmt: skip
