"""The policy that is shipped."""

import itertools
from hashlib import sha256

import pytest

from corpus import Audience, ClauseKind, Policy, Shelf
from corpus.shelf import SHIPPED

RECEIVED = "7b93a42fa9104520c1847b73580c7478bb53db1b27a3d6ddf2a2b1e2d9fd0482"


def test_the_source_is_kept_byte_for_byte() -> None:
    received = (SHIPPED / "crypjama" / "source.txt").read_bytes()
    assert sha256(received).hexdigest() == RECEIVED


def test_clause_ids_are_unique(crypjama: Policy) -> None:
    assert len(crypjama.clauses_by_id) == len(crypjama.clauses) == 186


def test_each_span_holds_just_the_text_of_its_clause(crypjama: Policy) -> None:
    for clause in crypjama.clauses:
        assert crypjama.text[clause.start : clause.end] == clause.text


def test_spans_stand_in_order_and_do_not_overlap(crypjama: Policy) -> None:
    spans = [(clause.start, clause.end) for clause in crypjama.clauses]
    assert all(0 <= start < end for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))


def test_each_clause_stands_in_the_section_of_its_heading(crypjama: Policy) -> None:
    for clause in crypjama.clauses:
        around = [s for s in crypjama.sections if s.start <= clause.start and clause.end <= s.end]
        assert max(around, key=lambda section: section.level).heading == clause.heading


def test_only_headings_and_table_headers_stand_outside_clauses(crypjama: Policy) -> None:
    outside = crypjama.text
    for clause in reversed(crypjama.clauses):
        outside = outside[: clause.start] + "\n" + outside[clause.end :]
    left = {line.strip("- ") for line in outside.split("\n")} - {""}
    headings = {words for section in crypjama.sections for words in section.heading}
    assert left <= headings | {
        crypjama.title,
        "Category of Personal Information | Examples | Collected",
    }


@pytest.mark.parametrize("row", ["b-customer-records", "c-protected-characteristics"])
def test_a_category_that_is_collected_in_part_has_a_row_for_each_part(
    crypjama: Policy, row: str
) -> None:
    collected = crypjama.clause(f"crypjama/california/categories/{row}")
    refused = crypjama.clause(f"crypjama/california/categories/{row}-not-collected")
    assert (collected.text.split(" | ")[-1], refused.text.split(" | ")[-1]) == ("YES", "NO")
    label = collected.text.split(" | ")[0]
    assert refused.lead_in is not None
    assert refused.lead_in.endswith(label)


def test_all_thirteen_rows_of_the_table_are_clauses(crypjama: Policy) -> None:
    rows = [clause for clause in crypjama.clauses if clause.kind is ClauseKind.TABLE_ROW]
    assert len(rows) == 13
    assert {row.applies_to for row in rows} == {Audience.CALIFORNIA_RESIDENTS}


@pytest.mark.parametrize(
    ("clause_id", "audience"),
    [
        ("crypjama/introduction/1", Audience.EVERYONE),
        ("crypjama/sharing/1", Audience.EVERYONE),
        ("crypjama/sharing/sms/1", Audience.SMS_PROGRAM),
        ("crypjama/sharing/sms/2", Audience.EVERYONE),
        ("crypjama/sharing/sms/3", Audience.CALIFORNIA_RESIDENTS),
        ("crypjama/targeted-advertising/2", Audience.CALIFORNIA_RESIDENTS),
        ("crypjama/california/rights/delete/1", Audience.CALIFORNIA_RESIDENTS),
    ],
)
def test_a_clause_applies_to_whom_the_policy_says(
    crypjama: Policy, clause_id: str, audience: Audience
) -> None:
    assert crypjama.clause(clause_id).applies_to is audience


def test_all_of_the_california_section_binds_californians_only(crypjama: Policy) -> None:
    under = [c for c in crypjama.clauses if c.clause_id.startswith("crypjama/california/")]
    assert len(under) > 40
    assert {clause.applies_to for clause in under} == {Audience.CALIFORNIA_RESIDENTS}


def test_every_list_item_names_the_paragraph_it_is_read_under(crypjama: Policy) -> None:
    led = [clause for clause in crypjama.clauses if clause.lead_in_id]
    assert len(led) > 30
    for clause in led:
        assert crypjama.clause(str(clause.lead_in_id)).text == clause.lead_in


def test_every_clause_that_a_right_names_exists(crypjama: Policy) -> None:
    rights = Shelf().rights(crypjama)
    assert rights.clauses
    for clause_ids in rights.clauses.values():
        for clause_id in clause_ids:
            assert crypjama.clause(clause_id).text


def test_every_promise_stands_in_its_clause(crypjama: Policy) -> None:
    promised = [one for held in Shelf().rights(crypjama).promises.values() for one in held]
    assert len(promised) == 13
    for promise in promised:
        text = crypjama.clause(promise.clause_id).text
        assert str(promise.days) in text
        assert not promise.business or "business days" in text
