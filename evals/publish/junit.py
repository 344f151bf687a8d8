"""The report as JUnit's XML, which every CI server shows."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from evals.case import Case
from evals.gates import Breach
from evals.judgement import failed_before
from evals.publish.faults import faults
from evals.report import Report

FAILED_BEFORE = "fails in the baseline too"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def report_as_junit(report: Report) -> str:
    """A suite of the gates and a suite of the cases."""
    suites = [_gates(report.breaches), _cases(report)]
    root = ET.Element("testsuites", name="evals")
    root.extend(suites)
    for count in ("tests", *_COUNTED):
        root.set(count, str(sum(int(suite.attrib[count]) for suite in suites)))
    root.set("time", f"{sum(float(suite.attrib['time']) for suite in suites):.3f}")
    for suite in suites:
        suite.set("timestamp", legal(report.heading.begun))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def legal(text: str) -> str:
    """The text with U+FFFD in place of what XML can't hold."""
    return _ILLEGAL.sub("\ufffd", text)


def _gates(breaches: Sequence[Breach]) -> ET.Element:
    tests = [_broken(breach) for breach in breaches] or [_test("gates", "every gate holds")]
    return _suite("gates", tests)


def _broken(breach: Breach) -> ET.Element:
    test = _test("gates", breach.gate)
    ET.SubElement(test, "failure", message=legal(breach.sentence), type="gate")
    return test


def _cases(report: Report) -> ET.Element:
    return _suite(report.case_set.name, [_case(report, case) for case in report.cases])


def _case(report: Report, case: Case) -> ET.Element:
    outcome = report.outcomes[case.case_id]
    classname = case.tags[0] if case.tags else report.case_set.name
    test = _test(classname, case.case_id, milliseconds=outcome.elapsed_ms or 0.0)
    found = faults(case, outcome)
    if not found:
        return test
    typed = legal("\n".join(case.turns))
    if _failed_before(report, case):
        ET.SubElement(test, "skipped", message=FAILED_BEFORE)
    elif outcome.failure:
        ET.SubElement(test, "error", message=legal(outcome.failure), type="no reply").text = typed
    else:
        failure = ET.SubElement(test, "failure", message=legal(" ".join(found)), type="case")
        failure.text = legal(f"{typed}\n\n{outcome.text}")
    return test


def _failed_before(report: Report, case: Case) -> bool:
    if report.baseline is None:
        return False
    return failed_before(case, report.baseline.outcomes.get(case.case_id))


def _test(classname: str, name: str, *, milliseconds: float = 0.0) -> ET.Element:
    return ET.Element(
        "testcase", classname=legal(classname), name=legal(name), time=f"{milliseconds / 1000:.3f}"
    )


def _suite(name: str, tests: Sequence[ET.Element]) -> ET.Element:
    suite = ET.Element("testsuite", name=legal(name), tests=str(len(tests)))
    for attribute, tag in _COUNTED.items():
        suite.set(attribute, str(sum(test.find(tag) is not None for test in tests)))
    suite.set("time", f"{sum(float(test.attrib['time']) for test in tests):.3f}")
    suite.extend(tests)
    return suite
