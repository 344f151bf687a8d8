"""The whole report as JSON, for whoever computes further."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from evals.abstention import Confidence
from evals.comparison import Change, Comparison, Flip
from evals.figures import Figure
from evals.publish.case_json import case_as_json, outcome_as_json
from evals.reliability import reliability
from evals.report import Report
from evals.resampling import Interval

FORMAT = 1


def report_as_json(report: Report) -> str:
    """Every number and every case; a number that isn't one is null."""
    subject = report.heading.subject
    content = {
        "clausewise_report": FORMAT,
        "begun": report.heading.begun,
        "case_set": {"name": report.case_set.name, "sha256": report.case_set.sha256},
        "policy": {
            "policy_id": report.policy.policy_id,
            "version": report.policy.version,
            "sha256": report.policy.sha256,
        },
        "target": {"name": subject.target, "parts": {**subject.parts}},
        "breaches": [
            {"gate": breach.gate, "sentence": breach.sentence, "case_id": breach.case_id}
            for breach in report.breaches
        ],
        "figures": _figures(report.figures),
        "latencies": {**report.latencies},
        "tags": {tag: _figures(figures) for tag, figures in report.tags.items()},
        "confusion": _confusion(report),
        "operating_point": _point(report.operating_point),
        "curve": _curve(report.confidence),
        "reliability": _reliability(report.confidence),
        "baseline": _baseline(report),
        "comparison": _comparison(report.comparison),
        "cases": [case_as_json(case, report.outcomes[case.case_id]) for case in report.cases],
    }
    return json.dumps(_finite(content), ensure_ascii=True, allow_nan=False, indent=1) + "\n"


def _finite(value: Any) -> Any:
    """The same with None in place of each number that JSON can't hold."""
    match value:
        case dict():
            return {key: _finite(one) for key, one in value.items()}
        case list() | tuple():
            return [_finite(one) for one in value]
        case float() if not math.isfinite(value):
            return None
    return value


def _interval(interval: Interval | None) -> dict[str, float] | None:
    if interval is None:
        return None
    return {"low": interval.low, "high": interval.high}


def _figures(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    return [
        {
            "name": figure.name,
            "label": figure.label,
            "definition": figure.definition,
            "better": figure.better,
            "value": figure.value,
            "interval": _interval(figure.interval),
            "cases": figure.cases,
        }
        for figure in figures
    ]


def _confusion(report: Report) -> list[dict[str, Any]]:
    return [
        {"expected": expected, "got": got, "cases": count}
        for (expected, got), count in sorted(report.confusion.items())
    ]


def _point(point: tuple[float, float] | None) -> dict[str, float] | None:
    if point is None:
        return None
    return {"coverage": point[0], "risk": point[1]}


def _curve(sure: Confidence | None) -> dict[str, list[float]] | None:
    if sure is None:
        return None
    coverage, risk = sure.curve(np.arange(len(sure.answerable)))
    return {"coverage": coverage.tolist(), "risk": risk.tolist()}


def _reliability(sure: Confidence | None) -> list[dict[str, Any]] | None:
    return None if sure is None else [asdict(one) for one in reliability(sure).bins]


def _baseline(report: Report) -> dict[str, Any] | None:
    if report.baseline is None:
        return None
    return {"name": report.baseline.path.name, "policy_sha256": report.baseline.policy_sha256}


def _comparison(comparison: Comparison | None) -> dict[str, Any] | None:
    if comparison is None:
        return None
    return {
        "paired": comparison.paired,
        "only_run": list(comparison.only_run),
        "only_baseline": list(comparison.only_baseline),
        "changes": [_change(change) for change in comparison.changes],
        "broke": [_flip(flip) for flip in comparison.broke],
        "mended": [_flip(flip) for flip in comparison.mended],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "name": change.name,
        "run": change.run,
        "baseline": change.baseline,
        "difference": change.difference,
        "interval": _interval(change.interval),
        "p_value": change.p_value,
        "drop_p_value": change.drop_p_value,
        "is_worse": change.is_worse,
    }


def _flip(flip: Flip) -> dict[str, Any]:
    return {"case_id": flip.case.case_id, "baseline": outcome_as_json(flip.case, flip.baseline)}
