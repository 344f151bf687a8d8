from pathlib import Path

import pytest

from assistant.errors import MalformedQuestions
from assistant.labelled import Expect, LabelledQuestion, read_labelled
from corpus import Policy


def complaint(path: Path, content: str | bytes) -> str:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(MalformedQuestions) as malformed:
        read_labelled(path)
    assert str(path) in str(malformed.value)
    return str(malformed.value)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "questions.yaml"


def test_a_question_is_read_with_its_clauses(path: Path) -> None:
    path.write_text("- {id: q1, text: is it safe?, expect: answer, core: [a/1], accept: [a/2]}")
    assert read_labelled(path) == [
        LabelledQuestion(
            question_id="q1", text="is it safe?", expect=Expect.ANSWER,
            core=("a/1",), accept=("a/2",),
        )
    ]  # fmt: skip


def test_clauses_may_be_left_out(path: Path) -> None:
    path.write_text("- {id: q1, text: hi, expect: small_talk, core: }")
    (question,) = read_labelled(path)
    assert question.core == question.accept == ()


@pytest.mark.parametrize("content", ["", "[]", "question: one", "just words"])
def test_what_is_no_list_is_refused(path: Path, content: str) -> None:
    assert "must be a list" in complaint(path, content)


@pytest.mark.parametrize("lacking", ["id", "text", "expect"])
def test_an_entry_that_lacks_a_field_is_named(path: Path, lacking: str) -> None:
    good = {"id": "q1", "text": "hi", "expect": "answer"}
    bad = {name: value for name, value in good.items() if name != lacking}
    found = complaint(path, f"[{good}, {bad}]")
    assert "entry 2" in found
    assert lacking in found


def test_an_expectation_that_does_not_exist_is_named(path: Path) -> None:
    assert "'maybe'" in complaint(path, "- {id: q1, text: hi, expect: maybe}")


def test_an_entry_that_is_no_mapping_is_named(path: Path) -> None:
    assert "entry 1 is not a mapping" in complaint(path, "- is it safe?")


@pytest.mark.parametrize("clauses", ["a/1", "{a: 1}", "[1]"])
def test_clauses_that_are_no_list_of_ids_are_refused(path: Path, clauses: str) -> None:
    content = f"- {{id: q1, text: hi, expect: answer, core: {clauses}}}"
    assert "entry 1" in complaint(path, content)


@pytest.mark.parametrize("content", [b"- {id: [", b"\xff\xfe", b"- !!python/name:os.system ''"])
def test_what_is_no_plain_yaml_is_refused(path: Path, content: bytes) -> None:
    assert complaint(path, content)


def test_an_id_that_is_used_twice_is_named(path: Path) -> None:
    entry = "- {id: q1, text: hi, expect: answer}\n"
    assert "q1" in complaint(path, entry * 2)


def test_a_file_that_is_not_there_is_named(path: Path) -> None:
    with pytest.raises(MalformedQuestions, match=path.name):
        read_labelled(path)


def test_the_shipped_questions_name_clauses_that_exist(
    questions: list[LabelledQuestion], policy: Policy
) -> None:
    for question in questions:
        unknown = {*question.core, *question.accept} - set(policy.clauses_by_id)
        assert unknown == set(), question.question_id


def test_a_shipped_question_names_its_clauses_where_it_expects_an_answer(
    questions: list[LabelledQuestion],
) -> None:
    for question in questions:
        assert bool(question.core) == (question.expect is Expect.ANSWER), question.question_id
