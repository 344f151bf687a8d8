"""The reviewed answers that are shipped."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Answers, Policy, Shelf
from corpus.answer_file import AnswerFile, read_answer_file
from corpus.answer_lint import inspect
from corpus.reading_level import grade

CRYPJAMA = Shelf().load("crypjama")
PATH = Shelf().folder / "crypjama" / "answers.yaml"


@pytest.fixture(scope="module")
def file() -> AnswerFile:
    found = Shelf().answer_file(CRYPJAMA)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Shelf().answers(CRYPJAMA)


def test_the_answers_are_fit_to_be_served(file: AnswerFile) -> None:
    assert inspect(file).faults == ()


def test_all_of_them_are_in_use(answers: Answers) -> None:
    assert len(answers.current) >= 200
    assert answers.stale == ()


def test_what_a_sentence_rests_on_stands_word_for_word_in_its_clause(file: AnswerFile) -> None:
    for (_, entry), answer in zip(file.entries, file.answers.current, strict=True):
        for written, sentence in zip(entry.answer, answer.sentences, strict=True):
            for named, support in zip(written.rests_on, sentence.supports, strict=True):
                clause = CRYPJAMA.clause(named.clause)
                words = CRYPJAMA.text[support.start : support.end]
                assert words == (named.quote or clause.text)
                assert clause.start <= support.start < support.end <= clause.end


def test_an_answer_holds_the_digest_of_every_clause_it_rests_on(answers: Answers) -> None:
    for answer in answers.current:
        rested = {support.clause_id for one in answer.sentences for support in one.supports}
        assert rested <= answer.digests.keys()


def test_only_the_point_of_a_silence_rests_on_nothing(answers: Answers) -> None:
    for answer in answers.current:
        bare = [place for place, one in enumerate(answer.sentences) if not one.supports]
        assert bare == ([0] if answer.is_silence else []), answer.answer_id


def test_every_answer_says_who_reviewed_it_and_that_they_are_no_lawyers(answers: Answers) -> None:
    reviewers = {answer.reviewed_by for answer in answers.current}
    assert reviewers == {"the authors of Clausewise, who are not lawyers"}


def test_every_answer_can_be_read_in_the_eleventh_grade(file: AnswerFile) -> None:
    assert max(inspect(file).grades.values()) < 11


def test_the_answers_are_easier_than_the_policy(file: AnswerFile) -> None:
    assert inspect(file).median_grade < grade(CRYPJAMA.text) - 5


@settings(max_examples=15, deadline=None)
@given(clause=st.sampled_from(CRYPJAMA.clauses))
def test_a_reworded_clause_takes_exactly_the_answers_that_depend_on_it_out_of_use(
    clause: object, answers: Answers
) -> None:
    policy = reworded(CRYPJAMA, CRYPJAMA.clauses.index(clause))  # type: ignore[arg-type]
    found = read_answer_file(PATH.read_text(encoding="utf-8"), policy, path=PATH)
    clause_id = clause.clause_id  # type: ignore[attr-defined]
    depend = {one.answer_id for one in answers.current if clause_id in one.digests}
    assert found.faults == ()
    assert {one.answer_id for one in found.answers.stale} == depend


def reworded(policy: Policy, number: int) -> Policy:
    """The policy with one letter more at the end of a clause."""
    clause = policy.clauses[number]
    at = clause.end
    clauses = [
        *policy.clauses[:number],
        replace(clause, end=at + 1, text=clause.text + "x"),
        *(
            replace(one, start=one.start + 1, end=one.end + 1)
            for one in policy.clauses[number + 1 :]
        ),
    ]
    text = f"{policy.text[:at]}x{policy.text[at:]}"
    return replace(policy, text=text, clauses=tuple(clauses), sections=())
