import re
from base64 import b64encode
from hashlib import sha256

import pytest

from corpus import Policy
from evals.outcome import Outcome
from evals.publish.html import report_as_html
from evals.report import Report
from tests.evals.publish.conftest import (
    CHILDREN,
    Judged,
    Told,
    answered,
    asked,
    cite,
)

MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return report_as_html(report)


@pytest.mark.parametrize("element", ["style", "script"])
def test_the_page_allows_its_own_style_and_script_by_their_digests(page: str, element: str) -> None:
    (held,) = re.findall(f"<{element}>(.*?)</{element}>", page, re.DOTALL)
    digest = b64encode(sha256(held.encode()).digest()).decode()
    (allowed,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    directives = allowed.replace("&#39;", "'").split("; ")
    assert f"{element}-src 'sha256-{digest}'" in directives
    assert "default-src 'none'" in directives


def test_nothing_is_fetched_and_no_attribute_holds_style_or_script(page: str) -> None:
    assert not re.findall(r"<(?:img|iframe|object|embed|base|form)\b", page)
    assert re.findall(r"<link [^>]*>", page) == ['<link rel="icon" href="data:,">']
    tags = re.findall(r"<[a-z][^<>]*>", page)
    assert not [tag for tag in tags if re.search(r"\s(?:style|src|srcset|on[a-z]+)=", tag)]


def test_every_breach_is_told_and_leads_to_its_case(page: str, report: Report) -> None:
    (banner,) = re.findall('<section id="gates".*?</section>', page, re.DOTALL)
    assert "2 gates broke" in banner
    assert "2 of 6 cases pass" in banner
    for breach in report.breaches:
        assert breach.sentence in banner
    assert re.findall('href="#([^"]+)"', banner) == ["case-changes"]
    assert 'id="case-changes"' in page


def test_gates_that_hold_are_told_too(lone_report: Report) -> None:
    page = report_as_html(lone_report)
    assert "Every gate holds" in page
    assert 'id="flips"' not in page


def test_a_flip_shows_both_sides_with_the_quotes_marked(page: str) -> None:
    (flip,) = re.findall('id="flip-changes".*?id="flip-crash"', page, re.DOTALL)
    baseline, run = flip.split("This run")
    for side, words in ((baseline, "Yes, it can."), (run, "It is silent.")):
        assert words in side
        assert len(re.findall("<mark>[^<]+</mark>", side)) == 1
    assert "The reply is of kind abstention, not answer." in run


def test_quotes_of_another_text_of_the_policy_are_not_shown(
    judged: Judged, told: Told, before: dict[str, Outcome]
) -> None:
    report = judged(told[1:3], baseline=before, policy_sha256="f" * 64)
    page = report_as_html(report)
    (flip,) = re.findall('id="flip-changes".*?id="flip-dogs"', page, re.DOTALL)
    baseline, run = flip.split("This run")
    assert "another text of the policy" in baseline
    assert "Yes, it can." in baseline
    assert "<mark>" not in baseline
    assert "<mark>" in run


def test_the_reliability_diagram_has_its_numbers_beside_it(page: str, lone_report: Report) -> None:
    (section,) = re.findall('<section id="reliability".*?</section>', page, re.DOTALL)
    plot, table = section.split('<table class="bins">')
    drawing = plot.partition("<figcaption>")[0]
    assert drawing.count('<circle class="bin"') == drawing.count('<line class="whisker"') == 6
    assert drawing.count('<line class="diagonal"') == 1
    assert 'role="img" aria-labelledby="reliability-name reliability-words"' in drawing
    assert table.count('<th scope="row">') == 6
    assert '<th scope="row">20–30%</th><td>20.0%</td><td>100.0%</td>' in table
    assert 'href="#reliability"' in page
    assert 'id="reliability"' not in report_as_html(lone_report)


def test_a_page_of_many_cases_stays_small(judged: Judged, policy: Policy) -> None:
    """As many as the shipped set has, each with the clauses and words that cases have there."""
    cases = [
        asked(f"case-{number}", f"Question {number}, at some length, about kids?",
              core=[CHILDREN], tags=("kids", f"tag-{number % 200}"))
        for number in range(550)
    ]  # fmt: skip
    reply = f"This is what the privacy policy says:\n\n“{policy.clause(CHILDREN).text}” [1]"
    outcomes = [
        (case, answered(case, cite(policy, CHILDREN), text=reply, found=(CHILDREN,)))
        for case in cases
    ]
    page = report_as_html(judged(outcomes))
    assert page.count('<details class="case"') == 550
    assert len(page.encode()) < 3 * MEGABYTE
