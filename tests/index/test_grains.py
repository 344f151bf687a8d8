"""A policy is cut into sentences, clauses and runs of clauses."""

from collections.abc import Callable, Iterable

import pytest

from corpus import Policy, Shelf
from corpus.plain_text import read_plain_text
from index.grains import LONGEST_RUN, Lineage, cut
from index.passage import Grain, Passage

Read = Callable[[str], Policy]


def distinct(passages: Iterable[Passage]) -> dict[str, Passage]:
    return {passage.passage_id: passage for passage in passages}


@pytest.fixture(scope="module")
def crypjama() -> Policy:
    return Shelf().load("crypjama")


@pytest.fixture(scope="module")
def lineages(crypjama: Policy) -> list[Lineage]:
    return cut(crypjama, heading=True)


def test_every_clause_has_a_sentence(crypjama: Policy, lineages: list[Lineage]) -> None:
    covered = [line.sentence.clause_ids[0] for line in lineages]
    assert list(dict.fromkeys(covered)) == [clause.clause_id for clause in crypjama.clauses]


def test_a_sentence_stands_within_its_clause(crypjama: Policy, lineages: list[Lineage]) -> None:
    for line in lineages:
        clause = crypjama.clause(line.sentence.clause_ids[0])
        assert clause.start <= line.sentence.start < line.sentence.end <= clause.end
        assert crypjama.text[line.sentence.start : line.sentence.end] == line.sentence.text


def test_the_sentences_of_a_clause_hold_all_its_words(
    crypjama: Policy, lineages: list[Lineage]
) -> None:
    said: dict[str, list[str]] = {}
    for line in lineages:
        said.setdefault(line.sentence.clause_ids[0], []).extend(line.sentence.text.split())
    assert said == {clause.clause_id: clause.text.split() for clause in crypjama.clauses}


def test_a_sentence_stands_within_its_clause_passage_and_its_run(lineages: list[Lineage]) -> None:
    for line in lineages:
        for wider in (line.clause, line.section):
            assert wider.start <= line.sentence.start < line.sentence.end <= wider.end
            assert line.sentence.text in wider.text


@pytest.mark.parametrize("grain", list(Grain))
def test_a_passage_id_names_one_text(lineages: list[Lineage], grain: Grain) -> None:
    passages = [line.passage(grain) for line in lineages]
    assert {passage.grain for passage in passages} == {grain}
    assert all(passage == distinct(passages)[passage.passage_id] for passage in passages)


def test_grains_share_no_id(lineages: list[Lineage]) -> None:
    ids = [set(distinct(line.passage(grain) for line in lineages)) for grain in Grain]
    assert len(set.union(*ids)) == sum(map(len, ids))


def test_each_sentence_has_an_id_of_its_own(lineages: list[Lineage]) -> None:
    assert len(distinct(line.sentence for line in lineages)) == len(lineages)


def test_a_run_of_several_clauses_is_no_longer_than_a_model_reads(
    lineages: list[Lineage],
) -> None:
    runs = distinct(line.section for line in lineages).values()
    assert any(len(run.clause_ids) > 1 for run in runs)
    assert all(len(run.text) <= LONGEST_RUN for run in runs if len(run.clause_ids) > 1)


def test_a_run_stays_within_a_section(crypjama: Policy, lineages: list[Lineage]) -> None:
    for run in distinct(line.section for line in lineages).values():
        assert len({crypjama.clause(clause_id).heading for clause_id in run.clause_ids}) == 1


def test_a_list_item_and_a_table_row_stay_whole(policy: Policy) -> None:
    texts = [line.sentence.text for line in cut(policy, heading=True)]
    assert "payment processors who charge your card" in texts
    assert "cart | keeps what you chose" in texts


def test_a_lead_in_is_read_with_its_items(policy: Policy) -> None:
    passages = distinct(line.clause for line in cut(policy, heading=False))
    assert passages["shop/sharing/2"].text == (
        "We disclose data to:\n\n- payment processors who charge your card\n- hosts of our servers"
    )


def test_an_item_is_read_under_its_lead_in_and_heading(policy: Policy) -> None:
    passages = distinct(line.clause for line in cut(policy, heading=True))
    assert passages["shop/sharing/2.1"].text == (
        "Sharing. We disclose data to:. payment processors who charge your card"
    )


def test_without_headings_a_clause_is_read_alone(policy: Policy) -> None:
    passages = distinct(line.clause for line in cut(policy, heading=False))
    assert passages["shop/cookies/1"].text.startswith("We use cookies")


def test_a_policy_without_headings_is_cut_too(read: Read) -> None:
    [line] = cut(read("We sell no data.\n"), heading=True)
    assert line.section.text == line.sentence.text == "We sell no data."


def test_clauses_before_the_first_heading_are_a_run_of_their_own(read: Read) -> None:
    first, second = cut(read("Before.\n\n# Title\n\nAfter.\n"), heading=True)
    assert (first.section.text, second.section.text) == ("Before.", "After.")


def test_two_titles_share_no_run(read: Read) -> None:
    lines = cut(read("# A\n\none\n\n## S\n\ntwo\n\n# B\n\nthree\n"), heading=True)
    assert [line.section.text for line in lines] == ["one", "two", "three"]
    assert len(distinct(line.section for line in lines)) == 3


def test_a_plain_text_is_cut_into_runs_that_a_model_reads() -> None:
    text = "\n".join(f"Sentence number {number} stands here." for number in range(60))
    runs = distinct(line.section for line in cut(read_plain_text(text, name="a"), heading=True))
    assert len(runs) > 3
    assert all(len(run.text) <= LONGEST_RUN for run in runs.values())
