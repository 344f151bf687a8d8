from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from evals.outcome import Outcome, failed
from evals.publish.junit import FAILED_BEFORE, report_as_junit
from evals.report import Report
from tests.evals.publish.conftest import ATTACK, Judged, Told, answered, asked


def suites(report: Report) -> dict[str, ET.Element]:
    root = ET.fromstring(report_as_junit(report))  # noqa: S314 -- it is ours
    return {suite.attrib["name"]: suite for suite in root}


def ends(suite: ET.Element) -> dict[str, list[str]]:
    return {test.attrib["name"]: [child.tag for child in test] for test in suite}


def test_a_gate_that_broke_is_a_failure(report: Report) -> None:
    gates = suites(report)["gates"]
    assert ends(gates) == {"floor passed": ["failure"], "never_fail changes": ["failure"]}


def test_gates_that_hold_are_one_test_that_passes(lone_report: Report) -> None:
    assert ends(suites(lone_report)["gates"]) == {"every gate holds": []}


def test_a_case_ends_as_it_did(report: Report) -> None:
    assert ends(suites(report)["samples"]) == {
        "children": [], "changes": ["failure"], "dogs": [], "disputes": ["skipped"],
        "crash": ["error"], "attack": ["failure"],
    }  # fmt: skip


def test_a_case_that_failed_before_is_not_held_against_the_run(report: Report) -> None:
    skipped = suites(report)["samples"].find("testcase[@name='disputes']/skipped")
    assert skipped is not None
    assert skipped.attrib["message"] == FAILED_BEFORE


def test_a_case_that_was_asked_otherwise_before_is_held_against_the_run(
    judged: Judged, told: Told, before: dict[str, Outcome]
) -> None:
    other = {"disputes": replace(before["disputes"], question_sha256="0" * 64)}
    report = judged([told[3]], baseline=other)
    assert ends(suites(report)["samples"]) == {"disputes": ["failure"]}


def test_the_counts_are_those_of_the_tests(report: Report) -> None:
    root = ET.fromstring(report_as_junit(report))  # noqa: S314
    for holder in (root, *root.findall("testsuite")):
        tests = list(holder.iter("testcase"))
        assert holder.attrib["tests"] == str(len(tests))
        for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            ended = [test for test in tests if test.find(tag) is not None]
            assert holder.attrib[count] == str(len(ended)), count


def test_a_test_has_its_first_tag_its_id_and_its_seconds(report: Report) -> None:
    test = suites(report)["samples"].find("testcase[@name='dogs']")
    assert test is not None
    assert test.attrib == {"classname": "sample", "name": "dogs", "time": "1.500"}


@pytest.mark.parametrize("text", ["\x00\x1b[31m", "\ufffe", ATTACK, "]]>"])
def test_what_xml_cannot_hold_is_replaced_and_the_rest_kept(judged: Judged, text: str) -> None:
    case, crash = asked("odd", f"{text}end"), asked("crash", "?")
    report = judged([(case, answered(case, text=text)), (crash, failed(crash, text))])
    failure = suites(report)["samples"].find("testcase/failure")
    assert failure is not None
    assert failure.text is not None
    assert "end" in failure.text
    if text.isprintable():
        assert failure.text.startswith(text)
