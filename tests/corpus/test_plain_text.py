"""Plain text whose spans are offsets into the file."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from corpus.plain_text import read_plain_text

LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from(LINE_ENDS + "\t \u00a0\ufeffab"), st.characters(codec="utf-8")
    ),
    max_size=80,
)


@given(TEXTS)
def test_each_span_holds_just_its_clause(text: str) -> None:
    policy = read_plain_text(text, name="a.txt")
    assert policy.text == text
    for clause in policy.clauses:
        assert text[clause.start : clause.end] == clause.text == clause.text.strip() != ""


@given(TEXTS)
def test_no_word_stands_outside_the_clauses(text: str) -> None:
    clauses = read_plain_text(text, name="a.txt").clauses
    assert [word for clause in clauses for word in clause.text.split()] == text.split()


@given(TEXTS)
def test_clauses_stand_in_order_under_unique_ids(text: str) -> None:
    clauses = read_plain_text(text, name="a.txt").clauses
    assert [c.clause_id for c in clauses] == [f"a.txt/{n + 1}" for n in range(len(clauses))]
    assert all(a.end <= b.start for a, b in itertools.pairwise(clauses))


def test_windows_line_ends_are_counted_and_are_no_text() -> None:
    first, second = read_plain_text("One.\r\nTwo.\r\n", name="a.txt").clauses
    assert (first.text, second.text) == ("One.", "Two.")
    assert (second.start, second.end) == (6, 10)


def test_only_a_line_feed_ends_a_clause() -> None:
    [clause] = read_plain_text("One\x0ctwo\u2028three", name="a.txt").clauses
    assert clause.text == "One\x0ctwo\u2028three"
