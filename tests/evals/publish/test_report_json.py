import json
from dataclasses import replace
from math import inf, nan

from evals.publish.report_json import report_as_json
from evals.report import Report
from evals.resampling import Interval
from tests.evals.publish.conftest import Judged, Told


def test_the_report_is_told_in_full(report: Report) -> None:
    told = json.loads(report_as_json(report))
    assert [case["case_id"] for case in told["cases"]] == [c.case_id for c in report.cases]
    assert [figure["name"] for figure in told["figures"]] == [f.name for f in report.figures]
    assert sum(entry["cases"] for entry in told["confusion"]) == len(report.cases)
    assert len(told["curve"]["risk"]) == len(told["curve"]["coverage"]) == 6
    assert [flip["case_id"] for flip in told["comparison"]["broke"]] == ["changes", "crash"]
    assert told["breaches"][-1]["case_id"] == "changes"
    assert told["tags"]["dogs"][0]["value"] == 1.0


def test_a_case_is_told_with_what_was_expected_and_why_it_fails(report: Report) -> None:
    disputes = json.loads(report_as_json(report))["cases"][3]
    assert disputes["expected"]["core"] == ["crypjama/disputes/1"]
    assert not disputes["got"]["passed"]
    assert disputes["got"]["cited"][0]["label"] == "not accepted"
    assert disputes["got"]["faults"]


def test_a_number_that_is_none_is_null(report: Report) -> None:
    figure = replace(report.figures[0], value=nan, interval=Interval(low=-inf, high=1.0))
    told = json.loads(
        report_as_json(replace(report, figures=[figure], latencies={"latency_p50_ms": nan})),
        parse_constant=lambda name: (_ for _ in ()).throw(AssertionError(name)),
    )
    assert told["figures"][0]["value"] is None
    assert told["figures"][0]["interval"] == {"low": None, "high": 1.0}
    assert told["latencies"] == {"latency_p50_ms": None}


def test_the_same_report_has_the_same_bytes_and_keys_in_order(
    judged: Judged, told: Told, report: Report, lone_report: Report
) -> None:
    assert report_as_json(judged(told[:1])) == report_as_json(lone_report)
    assert list(json.loads(report_as_json(report))) == list(json.loads(report_as_json(lone_report)))
