import json
from dataclasses import replace
from math import inf, nan

import pytest

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


def test_reliability_is_told_by_bins(report: Report, lone_report: Report) -> None:
    bins = json.loads(report_as_json(report))["reliability"]
    assert [one["cases"] for one in bins] == [1] * 6
    assert {**bins[1], "interval": None} == {
        "low": 0.2, "high": 0.3, "cases": 1, "probability": 0.2, "observed": 1.0, "interval": None,
    }  # fmt: skip
    assert bins[1]["interval"] == {"low": pytest.approx(0.2065, abs=1e-4), "high": 1.0}
    assert json.loads(report_as_json(lone_report))["reliability"] is None


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
