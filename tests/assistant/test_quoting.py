import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.quoting import (
    LONGEST_CLAUSE,
    LONGEST_QUOTE,
    MARGIN,
    MOST_QUOTES,
    citations_of,
    whole_clauses,
    written,
)
from assistant.reply import Citation
from corpus import Clause, ClauseKind, Shelf
from corpus.markdown import read_markdown
from index.grains import cut
from index.passage import Grain, Hit, Passage

POLICY = Shelf().load("crypjama")
SENTENCES = {line.sentence.passage_id: line.sentence for line in cut(POLICY, heading=True)}

COLLECTED = "crypjama/information-we-collect/provided/1"
SHARING = "crypjama/sharing/1"
SELLING = "crypjama/california/sharing/5"
TIMING = "crypjama/california/rights/timing/1"
BIOMETRIC = "crypjama/california/categories/e-biometric"
CONTINUED = "crypjama/california/categories/b-customer-records-not-collected"
LONG_LIST = "crypjama/disputes/arbitration/1"


def hits(*found: str | tuple[str, float]) -> list[Hit]:
    """Hits by clause id, or by id and number of the sentence; best first, all near."""
    pairs = [one if isinstance(one, tuple) else (one, 0.9) for one in found]
    return [
        Hit(passage=sentence(name), score=score, rank=rank)
        for rank, (name, score) in enumerate(pairs, start=1)
    ]


def sentence(name: str) -> Passage:
    return SENTENCES[name if "#" in name else f"{name}#1"]


def cited(citations: Sequence[Citation]) -> list[str]:
    return [citation.clause_id for citation in citations]


def under(citation: Citation) -> list[str]:
    """The lines that stand above the quote."""
    block = written(POLICY, "Lead:", [citation]).split("\n\n", 1)[1]
    return block.partition("“" + citation.quote)[0].splitlines()


def test_a_short_clause_is_quoted_whole() -> None:
    (citation,) = citations_of(POLICY, hits(f"{SHARING}#2"))
    assert len(POLICY.clause(SHARING).text) <= LONGEST_CLAUSE
    assert citation.quote == POLICY.clause(SHARING).text


def test_a_long_clause_is_quoted_by_the_sentence_that_was_found() -> None:
    assert len(POLICY.clause(TIMING).text) > LONGEST_CLAUSE
    (citation,) = citations_of(POLICY, hits(f"{TIMING}#2"))
    assert citation.quote == (
        "We endeavor to respond to a verifiable consumer request within 45 days of its receipt."
    )


def test_sentences_that_were_found_side_by_side_are_one_quote() -> None:
    (citation,) = citations_of(POLICY, hits(f"{TIMING}#2", f"{TIMING}#1"))
    assert citation.start == sentence(f"{TIMING}#1").start
    assert citation.end == sentence(f"{TIMING}#2").end


def test_a_single_sentence_between_two_that_were_found_is_quoted_with_them() -> None:
    (citation,) = citations_of(POLICY, hits(f"{TIMING}#1", f"{TIMING}#3"))
    assert sentence(f"{TIMING}#2").text in citation.quote


def test_two_sentences_between_keep_to_the_better_one() -> None:
    (citation,) = citations_of(POLICY, hits(f"{TIMING}#4", f"{TIMING}#1", f"{TIMING}#7"))
    assert citation.quote == sentence(f"{TIMING}#4").text


def test_one_item_of_a_list_is_quoted_alone_under_its_lead_in() -> None:
    (citation,) = citations_of(POLICY, hits(f"{COLLECTED}.4"))
    assert citation.quote == POLICY.clause(f"{COLLECTED}.4").text
    assert under(citation) == [f"Under “{POLICY.clause(COLLECTED).text}”"]


def test_two_items_become_their_list() -> None:
    (citation,) = citations_of(POLICY, hits(f"{COLLECTED}.4", f"{COLLECTED}.1"))
    assert citation.clause_id == COLLECTED
    for clause in (POLICY.clause(COLLECTED), *POLICY.items_under(COLLECTED)):
        assert clause.text in citation.quote
    assert under(citation) == []


@pytest.mark.parametrize(
    "found", [(COLLECTED, f"{COLLECTED}.4"), (f"{COLLECTED}.4", COLLECTED)], ids=str
)
def test_a_lead_in_and_an_item_become_their_list(found: tuple[str, str]) -> None:
    (citation,) = citations_of(POLICY, hits(*found))
    assert citation.clause_id == COLLECTED
    assert POLICY.clause(f"{COLLECTED}.5").text in citation.quote


def test_the_list_takes_the_place_of_its_first_item() -> None:
    found = citations_of(POLICY, hits(f"{COLLECTED}.4", SHARING, f"{COLLECTED}.1"))
    assert cited(found) == [COLLECTED, SHARING]


def test_items_of_a_list_too_long_to_quote_stay_items() -> None:
    items = POLICY.items_under(LONG_LIST)
    assert items[-1].end - POLICY.clause(LONG_LIST).start > LONGEST_QUOTE
    found = citations_of(POLICY, hits(f"{LONG_LIST}.2", f"{LONG_LIST}.1"))
    assert cited(found) == [f"{LONG_LIST}.2", f"{LONG_LIST}.1"]


@pytest.mark.parametrize(
    "found", [(LONG_LIST, f"{LONG_LIST}.2"), (f"{LONG_LIST}.2", LONG_LIST)], ids=str
)
def test_a_lead_in_that_is_shown_above_an_item_is_not_quoted_beside_it(
    found: tuple[str, str],
) -> None:
    citations = citations_of(POLICY, hits(*found, SHARING))
    assert cited(citations) == [f"{LONG_LIST}.2", SHARING]


def test_a_table_row_is_quoted_whole_under_its_header() -> None:
    (citation,) = citations_of(POLICY, hits(BIOMETRIC))
    assert citation.quote == POLICY.clause(BIOMETRIC).text
    assert citation.quote.endswith("| NO")
    assert under(citation)[-1] == (
        "In the table “Category of Personal Information | Examples | Collected”:"
    )


def test_a_row_that_continues_another_is_read_under_it() -> None:
    (citation,) = citations_of(POLICY, hits(CONTINUED))
    assert "under “B. Personal Information described" in under(citation)[-1]


def test_what_binds_some_people_only_says_so_above_it() -> None:
    (citation,) = citations_of(POLICY, hits(SELLING))
    assert under(citation) == ["From the part for California residents only:"]


def test_what_binds_everyone_stands_alone() -> None:
    (citation,) = citations_of(POLICY, hits(SHARING))
    assert under(citation) == []


def test_three_clauses_at_most_are_quoted_the_best_ones() -> None:
    found = citations_of(POLICY, hits(SELLING, SHARING, TIMING, BIOMETRIC))
    assert cited(found) == [SELLING, SHARING, TIMING]
    assert len(found) == MOST_QUOTES


def test_what_is_further_than_the_margin_is_not_quoted() -> None:
    near, far = 0.9 - MARGIN / 2, 0.9 - 1.5 * MARGIN
    found = citations_of(POLICY, hits((SELLING, 0.9), (SHARING, near), (BIOMETRIC, far)))
    assert cited(found) == [SELLING, SHARING]


def test_no_hit_no_quote() -> None:
    assert citations_of(POLICY, []) == ()


def test_a_clause_on_a_right_is_quoted_whole_with_its_list() -> None:
    how_to = "crypjama/california/rights/how-to/1"
    whole = whole_clauses(POLICY, [TIMING, how_to])
    assert whole[0].quote == POLICY.clause(TIMING).text
    assert "Emailing us at" in whole[1].quote
    assert [citation.marker for citation in whole] == [1, 2]


def test_a_lead_in_whose_list_is_too_long_is_quoted_without_it() -> None:
    (citation,) = whole_clauses(POLICY, [LONG_LIST])
    assert citation.quote == POLICY.clause(LONG_LIST).text


def test_the_text_holds_the_lead_and_each_quote_with_its_marker() -> None:
    citations = citations_of(POLICY, hits(SHARING, SELLING))
    text = written(POLICY, "The policy says:", citations)
    assert text.startswith("The policy says:\n\n")
    for citation in citations:
        assert f"“{citation.quote}” [{citation.marker}]" in text
    assert re.findall(r"\[(\d+)\]", text) == ["1", "2"]


found_anywhere = st.lists(st.sampled_from(sorted(SENTENCES)), min_size=1, max_size=12, unique=True)


@given(found_anywhere)
def test_whatever_was_found_is_quoted_in_order_and_never_twice(names: list[str]) -> None:
    citations = citations_of(POLICY, hits(*names))
    assert [citation.marker for citation in citations] == list(range(1, len(citations) + 1))
    assert 1 <= len(citations) <= MOST_QUOTES
    spans = sorted((citation.start, citation.end) for citation in citations)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(found_anywhere)
def test_the_best_hit_is_always_shown(names: list[str]) -> None:
    text = written(POLICY, "Lead:", citations_of(POLICY, hits(*names)))
    assert sentence(names[0]).text in text


@given(st.sampled_from(POLICY.clauses))
def test_rows_and_items_are_never_cut(clause: Clause) -> None:
    if clause.kind is not ClauseKind.PARAGRAPH:
        (citation,) = citations_of(POLICY, hits(clause.clause_id))
        assert citation.quote == clause.text


def test_nothing_is_particular_to_the_shipped_policy() -> None:
    """A list under no paragraph, and one whose items have lists of their own."""
    markdown = (
        "---\npolicy_id: a\ncompany: A\ntitle: A\nversion: '1'\n---\n# A\n\n## B\n\n"
        "- one\n- two\n\nWe take:\n\n- your name\n  - the first\n  - the last\n- your age\n"
    )
    policy = read_markdown(markdown, path="a.md")
    for clause in policy.clauses:
        passage = Passage(
            passage_id="p", document="a", grain=Grain.SENTENCE, clause_ids=(clause.clause_id,),
            start=clause.start, end=clause.end, text=clause.text,
        )  # fmt: skip
        (citation,) = citations_of(policy, [Hit(passage=passage, score=0.9, rank=1)])
        assert clause.text in citation.quote
