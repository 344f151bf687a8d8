from collections import Counter
from pathlib import Path

import pytest

from assistant.errors import MalformedExamples
from assistant.routing.examples import EXAMPLES, NO_REQUEST, WANTED, Example, read_examples
from corpus import Right

UNSEEN = Path(__file__).parent / "unseen.yaml"


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return read_examples()


def written(folder: Path, content: str) -> Path:
    path = folder / "examples.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def test_each_text_is_read_with_what_it_wants_and_whose_it_is(tmp_path: Path) -> None:
    path = written(tmp_path, "- asker: me\n  says:\n    delete: [go]\n    outside: [hi, ho]\n")
    assert read_examples(path) == [
        Example(text="go", wanted="delete", asker="me"),
        Example(text="hi", wanted="outside", asker="me"),
        Example(text="ho", wanted="outside", asker="me"),
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "a list of askers"),
        ("asker: me", "a list of askers"),
        ("- just text", "an asker and what he says"),
        ("- asker: me", "an asker and what he says"),
        ("- {asker: me, says: [delete]}", "under each thing wanted"),
        ("- {asker: me, says: {refund: [now]}}", "wanted is one of"),
        ("- {asker: me, says: {delete: now}}", "a list of texts"),
        ("- {asker: me, says: {delete: [no]}}", "a list of texts"),
        ("- {asker: me, says: {delete: [a], outside: [a]}}", "stand there twice: a"),
        ("- [", "can't be read"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, content: str, problem: str) -> None:
    with pytest.raises(MalformedExamples, match=problem):
        read_examples(written(tmp_path, content))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(MalformedExamples, match="No such file"):
        read_examples(tmp_path / "examples.yaml")


def test_everything_that_can_be_wanted_has_many_examples(examples: list[Example]) -> None:
    counts = Counter(example.wanted for example in examples)
    assert set(counts) == set(WANTED)
    assert min(counts[right] for right in Right) >= 60
    assert counts["question"] >= 900
    assert len(examples) >= 2500


def test_each_right_is_put_in_many_ways(examples: list[Example]) -> None:
    for right in Right:
        askers = {example.asker for example in examples if example.wanted == right}
        assert len(askers) >= 15, right


def test_what_is_no_request_is_put_with_the_words_of_one(examples: list[Example]) -> None:
    """Else those words alone would decide."""
    texts = [example.text.lower() for example in examples if example.wanted in NO_REQUEST]
    for word in ("delete", "unsubscribe", "opt out", "stop", "export", "appeal", "copy", "limit"):
        assert sum(word in text for text in texts) >= 10, word


def test_nothing_that_is_measured_on_is_learnt(examples: list[Example]) -> None:
    unseen = {example.text.lower() for example in read_examples(UNSEEN)}
    assert not unseen & {example.text.lower() for example in examples}


def test_the_examples_say_how_to_train_again() -> None:
    assert "python -m assistant.routing train" in EXAMPLES.read_text(encoding="utf-8")[:1000]
