"""A reply that asks back, in every published file."""

import json
import re

import pytest

from corpus import Policy
from evals.outcome import Outcome
from evals.publish.case_view import case_view
from evals.publish.html import report_as_html
from evals.publish.markdown import report_as_markdown
from evals.publish.report_json import report_as_json
from evals.report import Report
from tests.evals.publish.conftest import (
    CHANGES,
    CHILDREN,
    Judged,
    answered,
    asked,
    asked_back,
    cite,
)

CASE = asked("kids", "What about kids and changes?", core=[CHILDREN])
OTHER = asked("law", "Which law?", core=["crypjama/disputes/1"])


@pytest.fixture(scope="module")
def outcomes(policy: Policy) -> list[Outcome]:
    options = [[cite(policy, CHILDREN)], [cite(policy, CHANGES)]]
    return [asked_back(case, *options) for case in (CASE, OTHER)]


@pytest.fixture(scope="module")
def asking(judged: Judged, outcomes: list[Outcome]) -> Report:
    return judged(list(zip((CASE, OTHER), outcomes, strict=True)))


def test_the_clauses_that_each_option_leads_to_are_seen(asking: Report) -> None:
    reply = case_view(asking, CASE).reply
    assert [[(one.clause_id, one.label) for one in option] for option in reply.options] == [
        [(CHILDREN, "core")], [(CHANGES, "not accepted")],
    ]  # fmt: skip


def test_whether_an_option_is_right_is_said_aside(asking: Report) -> None:
    assert "An option is right" in case_view(asking, CASE).reply.asides
    assert "No option is right" in case_view(asking, OTHER).reply.asides


def test_options_about_another_text_of_the_policy_are_not_shown(
    judged: Judged, policy: Policy, outcomes: list[Outcome]
) -> None:
    right = answered(CASE, cite(policy, CHILDREN))
    report = judged([(CASE, right)], baseline={"kids": outcomes[0]}, policy_sha256="f" * 64)
    page = report_as_html(report)
    assert "another text of the policy" in page
    assert "leads to</p>" not in page


def test_the_page_shows_the_options_with_their_quotes_marked(asking: Report) -> None:
    (case,) = re.findall('id="case-kids".*?id="case-law"', report_as_html(asking), re.DOTALL)
    assert re.findall("Option [0-9] leads to", case) == ["Option 1 leads to", "Option 2 leads to"]
    assert case.count("<mark>") == 2


def test_the_json_has_the_options(asking: Report) -> None:
    [kids, _] = json.loads(report_as_json(asking))["cases"]
    assert [[one["clause_id"] for one in option] for option in kids["got"]["options"]] == [
        [CHILDREN], [CHANGES],
    ]  # fmt: skip
    assert kids["got"]["options"][0][0]["label"] == "core"


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Asked back", "100.0%"),
        ("Right among the choices", "50.0%"),
        ("Right, or right among the choices", "50.0%"),
    ],
)
def test_the_summary_has_the_figures_of_asking_back(asking: Report, label: str, value: str) -> None:
    assert f"| {label} | {value} |" in report_as_markdown(asking)
