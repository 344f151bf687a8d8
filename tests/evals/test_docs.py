"""docs/evals.md says of each metric what the code says of it."""

import re
from pathlib import Path

import pytest

from evals.figures import CURVES, CurveMetric
from evals.metric import Better, Metric
from evals.metrics import METRICS

DOCS = Path(__file__).parents[2] / "docs" / "evals.md"


@pytest.mark.parametrize("metric", [*METRICS, *CURVES], ids=lambda metric: metric.name)
def test_the_docs_have_the_definition(metric: Metric | CurveMetric) -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", DOCS.read_text("utf-8"), re.MULTILINE))
    told = rows[metric.name]
    assert told.startswith(metric.definition)
    assert ("Lower is better" in told) is (metric.better is Better.LOWER)
