import re
from html import unescape

import pytest

from assistant.chat.panel import element_id, render_policy
from corpus import Policy, Shelf

WORDS = re.compile(
    r'<(?:p|li|td)[^>]*data-start="(\d+)" data-end="(\d+)"[^>]*>([^<]*)</(?:p|li|td)>'
)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Shelf().load("crypjama")


@pytest.fixture(scope="module")
def html(policy: Policy) -> str:
    return render_policy(policy)


def test_each_element_holds_the_words_of_its_span(policy: Policy, html: str) -> None:
    found = WORDS.findall(html)
    assert found
    for start, end, words in found:
        assert unescape(words) == policy.text[int(start) : int(end)]


def test_the_elements_hold_every_clause(policy: Policy, html: str) -> None:
    covered = {at for start, end, _ in WORDS.findall(html) for at in range(int(start), int(end))}
    for clause in policy.clauses:
        bars = {at for at in range(clause.start, clause.end) if policy.text[at] in "| "}
        assert set(range(clause.start, clause.end)) - bars <= covered, clause.clause_id


def test_each_clause_has_its_id_once(policy: Policy, html: str) -> None:
    for clause in policy.clauses:
        assert html.count(f'id="{element_id(clause)}"') == 1


def test_every_heading_is_there_in_order(policy: Policy, html: str) -> None:
    shown = [unescape(words) for words in re.findall(r"<h[3-6]>([^<]*)</h", html)]
    assert shown == [section.heading[-1] for section in policy.sections if section.level > 1]


def test_the_categories_are_a_table_with_three_columns(html: str) -> None:
    assert html.count("<table>") == 1
    assert re.findall(r'<th scope="col">([^<]*)', html) == [
        "Category of Personal Information",
        "Examples",
        "Collected",
    ]
    for row in re.findall(r"<tr id=.*?</tr>", html):
        assert row.count("<td") == 3


def test_a_row_that_continues_the_one_above_has_an_empty_first_cell(html: str) -> None:
    row = re.search(r'<tr id="[^"]*b-customer-records-not-collected">(.*?)</tr>', html)
    assert row
    assert row.group(1).startswith("<td></td>")


def test_one_list_is_one_list(html: str) -> None:
    first = html.index("contact details including name")
    last = html.index("personal preferences including your wish list")
    assert "</ul>" not in html[first:last]


def test_clauses_that_bind_some_people_say_so(html: str) -> None:
    assert "Applies to California residents" in html
    assert "Applies to the text-message program" in html
    assert "Applies to everyone" not in html
