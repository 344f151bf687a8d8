"""Where the policy contradicts itself."""

from corpus import Shelf
from corpus.contradictions import contradictions
from corpus.lint import Severity


def test_each_answer_that_tells_two_sides_is_a_flaw_of_the_policy() -> None:
    shelf = Shelf()
    policy = shelf.load("crypjama")
    answers = shelf.answers(policy).current
    found = list(contradictions(answers))
    assert len(found) == sum(one.contradiction for one in answers) > 0
    (gender,) = [one for one in found if "gender" in one.message]
    assert (gender.rule, gender.severity) == ("contradiction", Severity.WARNING)
    for clause_id in (
        "crypjama/information-we-collect/provided/1.3",
        "crypjama/california/categories/c-protected-characteristics-not-collected",
    ):
        assert clause_id in gender.message


def test_an_answer_that_tells_two_sides_rests_on_several_clauses() -> None:
    shelf = Shelf()
    for answer in shelf.answers(shelf.load("crypjama")).current:
        if answer.contradiction:
            assert len(answer.digests) > 1, answer.answer_id
