"""The restored policy holds the words of the text as received, in their order."""

from hypothesis import given
from hypothesis import strategies as st

from corpus import Policy
from corpus.fidelity import differences, words_of
from corpus.plain_text import read_plain_text

WORDS = st.lists(
    st.text(alphabet="abcdeé’.,", min_size=1, max_size=6), min_size=1, max_size=30
)  # fmt: skip


def policy_of(words: list[str]) -> Policy:
    return read_plain_text(" ".join(words), name="text")


def test_the_shipped_policy_loses_adds_and_moves_no_word(crypjama: Policy, source: str) -> None:
    assert differences(source, crypjama) == []


def test_every_word_of_the_shipped_source_is_compared(source: str) -> None:
    assert len(words_of(source)) > 7000


def test_a_lost_word_is_named_with_its_place(source: str, crypjama: Policy) -> None:
    words = words_of(source)
    added = source.replace("We respect your privacy", "We deeply respect your privacy", 1)
    [difference] = differences(added, crypjama)
    assert difference.source == "deeply"
    assert str(difference) == f"word {words.index('respect')}: lost 'deeply'"


def test_an_added_word_is_named(source: str, crypjama: Policy) -> None:
    lacking = source.replace("We respect your privacy", "We your privacy", 1)
    [difference] = differences(lacking, crypjama)
    assert str(difference).endswith("added 'respect'")


def test_a_changed_word_is_shown_before_and_after(source: str, crypjama: Policy) -> None:
    [difference] = differences(source.replace("operated by", "run by", 1), crypjama)
    assert str(difference).endswith("'run' became 'operated'")


def test_two_swapped_words_are_reported(source: str, crypjama: Policy) -> None:
    swapped = source.replace("owned and operated", "operated and owned", 1)
    assert differences(swapped, crypjama)


def test_a_changed_sign_counts_as_a_change(source: str, crypjama: Policy) -> None:
    assert differences(source.replace("100% secure.", "100% secure", 1), crypjama)


@given(words=WORDS, data=st.data())
def test_any_lost_word_is_reported(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words) - 1))
    found = differences(" ".join(words), policy_of(words[:place] + words[place + 1 :]))
    # Where words recur, the shortest account may move some; it is one word short all the same.
    lost = sum(len(each.source.split()) - len(each.policy.split()) for each in found)
    assert lost == 1


@given(words=WORDS, data=st.data())
def test_any_added_word_is_reported(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words)))
    assert differences(" ".join(words), policy_of([*words[:place], "new", *words[place:]]))


@given(words=WORDS, data=st.data())
def test_any_other_order_is_reported_and_the_same_order_is_not(
    words: list[str], data: st.DataObject
) -> None:
    moved = data.draw(st.permutations(words))
    assert bool(differences(" ".join(words), policy_of(moved))) == (moved != words)


def test_bullets_bars_and_mojibake_are_no_words() -> None:
    assert words_of("- one\n  • two\n| three | four\nfiveÂ six") == [
        "one", "two", "three", "four", "five", "six",
    ]  # fmt: skip


def test_a_letter_that_looks_like_mojibake_stays() -> None:
    assert words_of("Âge") == ["Âge"]


def test_a_hyphen_within_a_line_is_a_word() -> None:
    assert words_of("opt - out") == ["opt", "-", "out"]
