import re
from collections.abc import Iterator

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from evals.gates import Gates
from evals.publish.markdown import MOST_FLIPS, code, plain, report_as_markdown
from evals.report import Report
from tests.evals.publish.conftest import Judged, abstained, answered, asked

HOSTILE = [
    "a | b || c", "`` ` ``` code", "line\n\n# heading\r\n- item", "@octocat and @org/team",
    "<img src=x onerror=alert(1)>", "</code></details><script>x</script>", "[a](http://evil.example)",
    "https://evil.example www.evil.example", "#123 GH-1 org/repo#1", "\\", "a\\|b", "`|`", "*_~$",
    "\u2028|\x0b|\x85", "```\n| x | y |\n|---|---|", "&lt;b&gt; &#64;octocat", "`", "```", " ",
]  # fmt: skip


def parsed(text: str) -> Iterator[Token]:
    """Every token, those inside of lines too."""
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(text):
        yield token
        yield from token.children or ()


def spoken(text: str) -> str:
    """What stands outside of code, where GitHub looks for mentions and links."""
    return " ".join(token.content for token in parsed(text) if token.type == "text")


def test_a_verdict_leads(report: Report, lone_report: Report) -> None:
    assert "**2 gates broke.** 2 of 6 cases pass; against the baseline, 2 broke and 1 mended." in (
        report_as_markdown(report)
    )
    assert "**Every gate holds.** 1 of 1 cases pass" in report_as_markdown(lone_report)


def test_main_figures_stand_in_a_table_beside_the_baseline(report: Report) -> None:
    (row,) = re.findall(r"^\| Passed .*$", report_as_markdown(report), re.MULTILINE)
    assert [cell.strip() for cell in row.split("|")][1:6:4] == ["Passed", "60.0%"]
    assert "−20.0" in row
    assert "worse" in row


def test_reliability_stands_in_a_table_of_its_own(report: Report, lone_report: Report) -> None:
    told = report_as_markdown(report)
    heading = "#### Told that the policy answers, and how often it does"
    (table,) = re.findall(rf"^{heading}\n\n(.*?)\n\n", told, re.MULTILINE | re.DOTALL)
    assert "| 20–30% | 20.0% | 100.0% | (20.7–100.0) | 1 |" in table.splitlines()
    assert len([token for token in parsed(table) if token.type == "tr_open"]) == 1 + 6
    assert heading not in report_as_markdown(lone_report)


def test_flips_are_told_with_what_is_wrong(report: Report) -> None:
    told = report_as_markdown(report)
    assert "#### Broke: 2" in told
    assert (
        "- `changes` `hi / Can the policy change?`<br>"
        "Now: `The reply is of kind abstention, not answer. "
        "It cites what is neither core nor accepted.`"
    ) in told
    assert "Before: `The reply is of kind answer, not abstention.`" in told


def test_no_more_flips_are_told_than_can_be_read(judged: Judged) -> None:
    cases = [asked(f"case-{number}", f"Question {number}?") for number in range(MOST_FLIPS + 3)]
    report = judged(
        [(case, answered(case)) for case in cases],
        baseline={case.case_id: abstained(case) for case in cases},
    )
    told = report_as_markdown(report)
    assert told.count("\n- `case-") == MOST_FLIPS
    assert told.endswith("- and 3 more\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_typed_text_is_code_and_nothing_else(text: str) -> None:
    tokens = [token for token in parsed(f"- {code(text)}<br>after") if token.level >= 0]
    kinds = [token.type for token in tokens if token.type not in ("inline",)]
    assert kinds == [
        "bullet_list_open", "list_item_open", "paragraph_open", "code_inline", "html_inline",
        "text", "paragraph_close", "list_item_close", "bullet_list_close",
    ]  # fmt: skip
    (held,) = (token.content for token in tokens if token.type == "code_inline")
    assert held.strip() == " ".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_plain_text_keeps_its_words_and_means_nothing_in_a_table(text: str) -> None:
    tokens = list(parsed(f"| a | b |\n|---|---|\n| {plain(text)} | end |"))
    cells = [token for token in tokens if token.type == "td_open"]
    assert len(cells) == 2
    assert not [
        t for t in tokens if t.type in ("html_inline", "link_open", "code_inline", "em_open")
    ]
    body = next(token for token in tokens if token.type == "tbody_open")
    shown = tokens[tokens.index(body) + 3]
    words = "".join(t.content for t in shown.children or () if t.type.startswith("text"))
    assert words.replace("\u200b", "") == " ".join(text.split())
    assert not re.search(r"[@#]\w", words)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_case_changes_nothing_of_the_summary(judged: Judged, text: str) -> None:
    def shape(typed: str) -> list[str]:
        case, other = asked("same", typed), asked("other", "Other?")
        report = judged(
            [(case, answered(case, text=typed)), (other, answered(other))],
            baseline={"same": abstained(case), "other": abstained(other)},
            gates=Gates(never_fail=("same",)),
        )
        told = report_as_markdown(report)
        assert not re.search(r"@\w", spoken(told))
        return [token.type for token in parsed(told)]

    assert shape(text) == shape("harmless")
