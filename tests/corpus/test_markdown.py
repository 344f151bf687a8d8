"""Policies written in Markdown."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Audience, Clause, ClauseKind, MalformedPolicy, Policy, Shelf
from corpus.markdown import read_markdown

Read = Callable[[str], Policy]


def only(policy: Policy) -> Clause:
    [clause] = policy.clauses
    return clause


def test_a_clause_carries_the_headings_above_it_without_the_title(read: Read) -> None:
    clause = only(read("# Title\n\n## One\n\n### Two\n\nWords.\n"))
    assert (clause.clause_id, clause.heading) == ("shop/one/two/1", ("One", "Two"))


def test_a_heading_closes_those_of_its_level_and_below(read: Read) -> None:
    policy = read("# T\n\n## One\n\n### Two\n\na\n\n## Three\n\nb\n")
    assert [clause.heading for clause in policy.clauses] == [("One", "Two"), ("Three",)]


def test_a_section_holds_its_subsections(read: Read) -> None:
    policy = read("# T\n\n## One\n\na\n\n### Two\n\nb\n\n## Three\n\nc\n")
    held = {s.section_id: policy.text[s.start : s.end] for s in policy.sections}
    assert held["shop/one"] == "One\n\na\n\nTwo\n\nb"
    assert held["shop/one/two"] == "Two\n\nb"
    assert held["shop"] == policy.text


def test_paragraphs_are_numbered_within_their_section(read: Read) -> None:
    policy = read("# T\n\n## One\n\na\n\nb\n\n## Two\n\nc\n")
    assert list(policy.clauses_by_id) == ["shop/one/1", "shop/one/2", "shop/two/1"]


def test_words_before_the_first_heading_are_a_clause(read: Read) -> None:
    assert only(read("Words.\n")).clause_id == "shop/1"


def test_a_list_item_is_numbered_under_its_lead_in(read: Read) -> None:
    policy = read("# T\n\nWe collect:\n\n- names\n- numbers\n")
    lead_in, first, second = policy.clauses
    assert (first.clause_id, second.clause_id) == ("shop/1.1", "shop/1.2")
    assert (first.kind, first.lead_in, first.lead_in_id) == (
        ClauseKind.LIST_ITEM, "We collect:", "shop/1",
    )  # fmt: skip
    assert policy.items_under(lead_in.clause_id) == (first, second)


def test_an_inner_list_is_read_under_its_outer_item(read: Read) -> None:
    inner = read("# T\n\nWe collect:\n\n1. names\n   - first\n   - last\n2. numbers\n").clauses[2]
    assert (inner.clause_id, inner.text, inner.lead_in) == ("shop/1.1.1", "first", "names")


def test_a_list_without_lead_in_stands_alone(read: Read) -> None:
    first, second = read("# T\n\n- names\n- numbers\n").clauses
    assert (first.clause_id, second.clause_id) == ("shop/1.1", "shop/1.2")
    assert first.lead_in is None


def test_paragraphs_of_a_list_item_are_one_clause(read: Read) -> None:
    assert read("# T\n\n- names\n\n  and numbers\n").clauses[0].text == "names\nand numbers"


def test_a_table_row_is_read_under_the_header(read: Read) -> None:
    row = only(read("# T\n\n| What | Why |\n|---|---|\n| Names | Orders |\n"))
    assert (row.kind, row.clause_id) == (ClauseKind.TABLE_ROW, "shop/names")
    assert (row.text, row.lead_in) == ("Names | Orders", "What | Why")


def test_a_row_without_label_is_read_under_the_label_above(read: Read) -> None:
    _, row = read(
        "# T\n\n| What | Why |\n|---|---|\n| Names | Orders |\n| {#names-2} | Mail |\n"
    ).clauses
    assert (row.text, row.lead_in) == ("Mail", "What | Why\nNames")


def test_attributes_set_the_id_and_the_audience_and_are_no_text(read: Read) -> None:
    clause = only(read("# T\n\nWords. {#own applies-to=sms_program}\n"))
    assert (clause.clause_id, clause.text) == ("shop/own", "Words.")
    assert clause.applies_to is Audience.SMS_PROGRAM


def test_a_sections_audience_holds_for_all_under_it(read: Read) -> None:
    policy = read(
        "# T\n\n## Us {applies-to=california_residents}\n\n### Deep\n\na\n\n"
        "b {applies-to=everyone}\n\n## Them\n\nc\n"
    )
    assert [clause.applies_to for clause in policy.clauses] == [
        Audience.CALIFORNIA_RESIDENTS, Audience.EVERYONE, Audience.EVERYONE,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("**We** *never* sell `data`.", "We never sell data."),
        ("Write [to us](https://shop.example) now.", "Write to us now."),
        ("See ![our seal](seal.png) here.", "See our seal here."),
        ("See <https://shop.example> now.", "See https://shop.example now."),
        ("One\ntwo\\\nthree", "One two three"),
        ("Tom &amp; Ann \\* 2", "Tom & Ann * 2"),
        ("We <b>never</b> sell", "We never sell"),
    ],
)
def test_inline_markup_is_dropped_and_its_words_are_kept(
    read: Read, markup: str, words: str
) -> None:
    assert only(read(f"# T\n\n{markup}\n")).text == words


def test_a_quotation_is_read_as_what_it_holds(read: Read) -> None:
    assert only(read("# T\n\n> We sell no data.\n")).text == "We sell no data."


@pytest.mark.parametrize(
    ("markdown", "line"),
    [
        ("# T\n\n```\ncode\n```\n", 11),
        ("# T\n\n    code\n", 11),
        ("# T\n\nwords\n\n<div>words</div>\n", 13),
        ("# T\n\n- item\n\n      code\n", 13),
        ("# T\n\n- item\n\n  > one\n  >\n  > two\n", 13),
    ],
)
def test_what_is_no_plain_text_is_refused_with_its_line(
    read: Read, markdown: str, line: int
) -> None:
    with pytest.raises(MalformedPolicy, match=rf"line {line}: "):
        read(markdown)


def test_a_double_id_is_refused_with_the_line_of_the_second(read: Read) -> None:
    with pytest.raises(MalformedPolicy, match="line 13: the id 'shop/same' is used twice"):
        read("# T\n\none {#same}\n\ntwo {#same}\n")


def test_a_double_heading_is_refused(read: Read) -> None:
    with pytest.raises(MalformedPolicy, match="line 16: the id 'shop/one'"):
        read("# T\n\n## One\n\na\n\n\n## One\n\nb\n")


@pytest.mark.parametrize(
    "markdown",
    [
        "# T\n\n\nwords {applies-to=nobody}\n",
        "# T\n\n| A |\n|---|\n| words {applies-to=nobody} |\n",
    ],
)
def test_an_unknown_audience_is_refused_with_the_line_and_the_known_ones(
    read: Read, markdown: str
) -> None:
    with pytest.raises(MalformedPolicy, match=r"line 1[23]: it applies to 'nobody'.*sms_program"):
        read(markdown)


def test_a_policy_without_front_matter_is_refused() -> None:
    with pytest.raises(MalformedPolicy, match="must begin with front matter"):
        read_markdown("# Title\n\nWords.\n", path="policy.md")


@pytest.mark.parametrize(
    ("front", "problem"),
    [
        ("policy_id: [", "not YAML"),
        ("effective_date: 2024-13-45", "not YAML"),
        ("- a list", "one 'key: value' a line"),
        ("policy_id: shop\ncolour: red", "unknown keys: colour"),
        ("2024: red", "unknown keys: 2024"),
        ("policy_id: shop\ncompany: Shop\ntitle: T", "lacks 'version'"),
        ("policy_id: s\ncompany: S\ntitle: T\nversion: 1\nown_domains: shop.example", "a list"),
    ],
)
def test_bad_front_matter_is_refused_in_one_line(front: str, problem: str) -> None:
    with pytest.raises(MalformedPolicy, match=problem) as refused:
        read_markdown(f"---\n{front}\n---\nWords.\n", path="policy.md")
    assert "\n" not in str(refused.value)


def test_front_matter_without_quotes_is_read_as_text() -> None:
    policy = read_markdown(
        "---\npolicy_id: shop\ncompany: Shop\ntitle: T\nversion: 0\neffective_date: 2024-05-01\n"
        "---\nWords.\n",
        path="policy.md",
    )
    assert (policy.version, policy.effective_date) == ("0", "2024-05-01")


def test_a_byte_that_is_not_utf8_is_named(shelf: Shelf) -> None:
    path = shelf.folder / "shop" / "policy.md"
    path.write_bytes(b"---\n\xff")
    with pytest.raises(MalformedPolicy, match="byte 4 is not UTF-8"):
        shelf.load("shop")


@pytest.mark.parametrize("damage", ["\ufeff{}", "crlf"])
def test_a_file_saved_by_windows_reads_the_same(shelf: Shelf, damage: str) -> None:
    path: Path = shelf.folder / "shop" / "policy.md"
    before, text = shelf.load("shop"), path.read_text()
    text = text.replace("\n", "\r\n") if damage == "crlf" else damage.format(text)
    path.write_bytes(text.encode())
    assert shelf.load("shop") == before
