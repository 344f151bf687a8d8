import pytest

from corpus import Policy, Shelf
from corpus.markdown import read_markdown
from evals.source_lines import SourceLines

FRONT = "---\npolicy_id: tiny\ncompany: Tiny\ntitle: Tiny\nversion: '1'\n---\n"


@pytest.fixture(scope="module")
def crypjama() -> tuple[Policy, SourceLines]:
    shelf = Shelf()
    policy = shelf.load("crypjama")
    return policy, SourceLines(policy, shelf.source("crypjama") or "")


def test_a_paragraph_stands_on_its_line(crypjama: tuple[Policy, SourceLines]) -> None:
    policy, lines = crypjama
    clause = policy.clause("crypjama/security/2")
    assert lines.within(clause.start, clause.end) == {9}


def test_a_table_row_stands_on_the_lines_of_its_cells(
    crypjama: tuple[Policy, SourceLines],
) -> None:
    policy, lines = crypjama
    clause = policy.clause("crypjama/california/categories/g-geolocation")
    assert lines.within(clause.start, clause.end) == {201, 202, 203}


def test_a_sentence_stands_on_the_line_of_its_paragraph(
    crypjama: tuple[Policy, SourceLines],
) -> None:
    policy, lines = crypjama
    start = policy.text.index("We do, however, disclose Personal Information")
    assert lines.within(start, start + 60) == {253}


def test_every_clause_stands_somewhere(crypjama: tuple[Policy, SourceLines]) -> None:
    policy, lines = crypjama
    assert all(lines.within(clause.start, clause.end) for clause in policy.clauses)


def test_a_policy_that_is_not_faithful_is_refused() -> None:
    policy = read_markdown(FRONT + "# Tiny\n\n## We sell\n\nnothing at all.\n", path="tiny")
    with pytest.raises(ValueError, match="not faithful"):
        SourceLines(policy, "Tiny\nWe sell\nnothing at.")
