import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UnfaithfulQuote
from assistant.reply import Citation
from corpus import Clause, Policy, Shelf, UnknownClause

POLICY = Shelf().load("crypjama")
CLAUSES = st.sampled_from(POLICY.clauses)
LISTED = next(clause for clause in POLICY.clauses if POLICY.items_under(clause.clause_id))


def cite(clause: Clause, start: int, end: int, quote: str | None = None) -> Citation:
    """A citation made as somebody might who does not cut it from the text."""
    return Citation(
        policy=POLICY,
        marker=1,
        clause_id=clause.clause_id,
        heading=clause.heading,
        quote=POLICY.text[start:end] if quote is None else quote,
        start=start,
        end=end,
        applies_to=clause.applies_to,
    )


def reach(policy: Policy, clause: Clause) -> int:
    """Where a citation of the clause must end: with its list, if it leads one in."""
    return max([clause.end, *(item.end for item in policy.items_under(clause.clause_id))])


@given(CLAUSES)
def test_a_whole_clause_can_be_cited(clause: Clause) -> None:
    citation = cite(clause, clause.start, clause.end)
    assert citation.quote == clause.text == POLICY.text[citation.start : citation.end]


def test_a_lead_in_can_be_cited_with_its_list() -> None:
    items = POLICY.items_under(LISTED.clause_id)
    citation = cite(LISTED, LISTED.start, items[-1].end)
    assert all(item.text in citation.quote for item in items)


@given(CLAUSES, st.data())
def test_words_that_are_not_there_cannot_be_cited(clause: Clause, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(clause.text) - 1))
    letter = data.draw(st.characters(exclude_characters=clause.text[at], codec="utf-8"))
    changed = clause.text[:at] + letter + clause.text[at + 1 :]
    with pytest.raises(UnfaithfulQuote):
        cite(clause, clause.start, clause.end, changed)


@given(CLAUSES, st.integers(-50, len(POLICY.text) + 50), st.integers(-50, len(POLICY.text) + 50))
def test_a_span_is_cited_where_it_lies_in_the_clause_and_nowhere_else(
    clause: Clause, start: int, end: int
) -> None:
    if clause.start <= start < end <= reach(POLICY, clause):
        assert cite(clause, start, end).quote == POLICY.text[start:end]
    else:
        with pytest.raises(UnfaithfulQuote):
            cite(clause, start, end)


@given(CLAUSES, st.integers(-3, 3), st.integers(-3, 3))
def test_one_letter_too_far_is_too_far(clause: Clause, before: int, after: int) -> None:
    start, end = clause.start + before, reach(POLICY, clause) + after
    if before >= 0 >= after and start < end:
        assert cite(clause, start, end).quote
    else:
        with pytest.raises(UnfaithfulQuote):
            cite(clause, start, end)


@given(CLAUSES)
def test_nothing_cannot_be_cited(clause: Clause) -> None:
    with pytest.raises(UnfaithfulQuote):
        cite(clause, clause.start, clause.start)


def test_a_clause_that_is_not_there_cannot_be_cited() -> None:
    with pytest.raises(UnknownClause, match="crypjama/nowhere"):
        Citation.cut(POLICY, "crypjama/nowhere", 0, 10, marker=1)


@given(CLAUSES)
def test_a_citation_that_is_cut_carries_its_place(clause: Clause) -> None:
    citation = Citation.cut(POLICY, clause.clause_id, clause.start, clause.end, marker=3)
    assert citation.marker == 3
    assert citation.heading == clause.heading
    assert citation.applies_to == clause.applies_to
    assert citation.quote == clause.text


def test_the_refusal_names_the_clause_and_what_stands_there() -> None:
    clause = POLICY.clauses[0]
    with pytest.raises(UnfaithfulQuote) as refused:
        cite(clause, clause.start, clause.end, "We never share anything.")
    assert clause.clause_id in str(refused.value)
    assert "We never share anything." in str(refused.value)
    assert clause.text[:40] in str(refused.value)
