"""Personal data is masked, and little else."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.labelled import read_labelled
from assistant.masking import Masker, PersonalSpan
from assistant.masking.opening import open_masker
from assistant.masking.span import joined
from corpus import Policy
from evals.masking import masking_figures, read_snippets
from settings import Settings

# What was measured is 100 % / 100 % of the half that was looked at, 97.3 % / 100 % of the other.
_LEAST = 0.95


@pytest.fixture(scope="module")
def masker(policy: Policy) -> Masker:
    return open_masker(policy)


@pytest.mark.parametrize("held_out", [False, True])
def test_labelled_snippets_are_masked(masker: Masker, held_out: bool) -> None:
    snippets = [one for one in read_snippets() if one.is_held_out is held_out]
    assert len(snippets) >= 100
    figures = masking_figures(snippets, masker)
    assert figures.recall >= _LEAST, figures.missed
    assert figures.precision >= _LEAST, figures.in_vain


def test_questions_about_the_policy_are_left_as_they_are(masker: Masker) -> None:
    settings = Settings()
    path = settings.policies_folder / settings.policy / "questions.yaml"
    texts = [question.text for question in read_labelled(path)]
    changed = [text for text in texts if masker.mask(text) != text]
    assert len(texts) > 100
    assert len(changed) <= 0.02 * len(texts), changed


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("I'm Ana Cruz, ana@example.com", "I'm [name], [email]"),
        ("write to contact@crypjama.com", "write to contact@crypjama.com"),
        ("ship to 12 N. Elm St. please", "ship to [address] please"),
        ("order 88213, born March 14, 1988", "order [number], born [birth]"),
        ("no dates: 2023-11-05, §1798.83, $12,500", "no dates: 2023-11-05, §1798.83, $12,500"),
        ("", ""),
        ("\ud83d half", "\ud83d half"),
    ],
)
def test_what_stands_in_its_place_says_what_it_was(masker: Masker, text: str, masked: str) -> None:
    assert masker.mask(text) == masked


def test_masked_text_is_left_as_it_is(masker: Masker) -> None:
    for snippet in read_snippets():
        once = masker.mask(snippet.text)
        assert masker.mask(once) == once


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    spans = Masker().spans(text)
    assert all(0 <= one.start < one.end <= len(text) for one in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_spans_that_overlap_become_one_of_the_longest_ones_kind() -> None:
    spans = [
        PersonalSpan(start=5, end=9, kind="name"), PersonalSpan(start=0, end=6, kind="email"),
        PersonalSpan(start=9, end=10, kind="ip"),
    ]  # fmt: skip
    assert [(one.start, one.end, one.kind) for one in joined(spans)] == [
        (0, 9, "email"), (9, 10, "ip"),
    ]  # fmt: skip
