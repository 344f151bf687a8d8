from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Policy
from corpus.revision import Revision, revisions, word_diff

Read = Callable[[str], Policy]
WORDS = st.lists(st.sampled_from(["we", "sell", "no", "data,", "ever."]), max_size=8).map(" ".join)


def told(found: list[Revision]) -> list[tuple[str, str | None, str | None]]:
    """Each with its ids, before and after."""
    return [
        (
            one.kind.value,
            one.before and one.before.clause_id,
            one.after and one.after.clause_id,
        )
        for one in found
    ]


def test_the_same_policy_is_unchanged(crypjama: Policy) -> None:
    assert revisions(crypjama, replace(crypjama)) == []


def test_a_clause_that_is_new_is_added(read: Read) -> None:
    found = revisions(read("One.\n"), read("One.\n\nTwo.\n"))
    assert told(found) == [("added", None, "shop/2")]
    assert found[0].word_diff == "{+Two.+}"


def test_a_clause_that_is_gone_is_removed(read: Read) -> None:
    found = revisions(read("One.\n\nTwo.\n"), read("One.\n"))
    assert told(found) == [("removed", "shop/2", None)]
    assert found[0].word_diff == "[-Two.-]"


def test_a_clause_with_other_words_is_reworded(read: Read) -> None:
    found = revisions(read("We sell no data.\n"), read("We sell all data.\n"))
    assert told(found) == [("reworded", "shop/1", "shop/1")]
    assert found[0].word_diff == "We sell [-no-] {+all+} data."


@pytest.mark.parametrize("after", ["We sell no data!", "we sell no data.", "We sell no  data ."])
def test_every_character_counts(read: Read, after: str) -> None:
    found = revisions(read("We sell no data.\n"), read(f"{after}\n"))
    assert told(found) == [("reworded", "shop/1", "shop/1")]


def test_a_break_between_paragraphs_counts(read: Read) -> None:
    [found] = revisions(read("- names\n\n  and numbers\n"), read("- names and numbers\n"))
    assert (found.kind.value, found.word_diff) == ("reworded", "names and numbers")


def test_the_same_words_under_another_id_are_renamed(read: Read) -> None:
    found = revisions(read("Zero.\n\nOne.\n"), read("Zero.\n\nOne. {#own}\n"))
    assert told(found) == [("renamed", "shop/2", "shop/own")]
    assert found[0].clause_ids == {"shop/2", "shop/own"}


def test_a_section_with_another_id_renames_its_clauses(read: Read) -> None:
    text = "# T\n\n## Sharing {{#{}}}\n\nWe share.\n\nWe sell.\n"
    found = revisions(read(text.format("sharing")), read(text.format("disclosure")))
    assert told(found) == [
        ("renamed", "shop/sharing/1", "shop/disclosure/1"),
        ("renamed", "shop/sharing/2", "shop/disclosure/2"),
    ]


def test_words_that_were_lost_twice_are_not_renamed(read: Read) -> None:
    old = read("One. {#a}\n\nOne. {#b}\n")
    assert told(revisions(old, read("One. {#c}\n"))) == [
        ("added", None, "shop/c"), ("removed", "shop/a", None), ("removed", "shop/b", None),
    ]  # fmt: skip


def test_words_that_are_new_twice_are_not_renamed(read: Read) -> None:
    new = read("One. {#b}\n\nOne. {#c}\n")
    assert told(revisions(read("One. {#a}\n"), new)) == [
        ("added", None, "shop/b"), ("added", None, "shop/c"), ("removed", "shop/a", None),
    ]  # fmt: skip


def test_words_that_also_stay_where_they_were_are_added(read: Read) -> None:
    found = revisions(read("One. {#a}\n"), read("One. {#a}\n\nOne. {#b}\n"))
    assert told(found) == [("added", None, "shop/b")]


def test_a_new_audience_rebinds(read: Read) -> None:
    found = revisions(read("One.\n"), read("One. {applies-to=california_residents}\n"))
    assert told(found) == [("rebound", "shop/1", "shop/1")]
    assert found[0].word_diff == "One."


def test_a_new_audience_is_told_rather_than_a_new_id(read: Read) -> None:
    found = revisions(read("One. {#a}\n"), read("One. {#b applies-to=sms_program}\n"))
    assert told(found) == [("rebound", "shop/a", "shop/b")]


def test_new_words_are_told_rather_than_a_new_audience(read: Read) -> None:
    found = revisions(read("One.\n"), read("Two. {applies-to=sms_program}\n"))
    assert told(found) == [("reworded", "shop/1", "shop/1")]


def test_another_heading_moves(read: Read) -> None:
    text = "# T\n\n## {} {{#sharing}}\n\nWe share.\n"
    found = revisions(read(text.format("Sharing")), read(text.format("Selling")))
    assert told(found) == [("moved", "shop/sharing/1", "shop/sharing/1")]


def test_another_lead_in_moves_its_items(read: Read) -> None:
    text = "# T\n\nWe {}:\n\n- names\n"
    found = revisions(read(text.format("keep")), read(text.format("sell")))
    assert told(found) == [("reworded", "shop/1", "shop/1"), ("moved", "shop/1.1", "shop/1.1")]


def test_what_only_stands_further_down_is_unchanged(read: Read) -> None:
    old, new = read("# T\n\nOne. {#a}\n"), read("# T\n\nZero. {#zero}\n\nOne. {#a}\n")
    assert told(revisions(old, new)) == [("added", None, "shop/zero")]


def test_changes_stand_in_the_new_order_and_what_is_gone_at_the_end(read: Read) -> None:
    old = read("Gone. {#gone}\n\nOne. {#a}\n\nTwo. {#b}\n")
    new = read("Two. {#c}\n\nNew. {#new}\n\nEins. {#a}\n")
    assert told(revisions(old, new)) == [
        ("renamed", "shop/b", "shop/c"), ("added", None, "shop/new"),
        ("reworded", "shop/a", "shop/a"), ("removed", "shop/gone", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("", "", ""),
        ("", "a b", "{+a b+}"),
        ("a b", "", "[-a b-]"),
        ("a b c", "a c", "a [-b-] c"),
        ("a c", "a b c", "a {+b+} c"),
        ("a b c", "a x y c", "a [-b-] {+x y+} c"),
        ("a, b", "a b", "[-a,-] {+a+} b"),
        ("a\nb", "a b", "a b"),
    ],
)
def test_words_are_marked_as_git_marks_them(before: str, after: str, marked: str) -> None:
    assert word_diff(before, after) == marked


def test_a_word_that_is_often_there_is_no_less_a_word() -> None:
    text = " ".join(["the law"] * 300)
    assert word_diff(f"here {text}", text) == f"[-here-] {text}"


@given(text=WORDS)
def test_equal_texts_have_no_marks(text: str) -> None:
    assert word_diff(text, text) == text


@given(before=WORDS, after=WORDS)
def test_both_texts_can_be_read_out_of_the_marks(before: str, after: str) -> None:
    was, now, side = [], [], ""
    for word in word_diff(before, after).split():
        side = {"[-": "lost", "{+": "added"}.get(word[:2], side)
        bare = word.removeprefix("[-").removeprefix("{+").removesuffix("-]").removesuffix("+}")
        if side != "added":
            was.append(bare)
        if side != "lost":
            now.append(bare)
        if word.endswith(("-]", "+}")):
            side = ""
    assert (" ".join(was), " ".join(now)) == (before, after)
