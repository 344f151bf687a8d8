import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.batch import answer_batch
from assistant.turn import Assistant

Line = dict[str, Any]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "batch.jsonl"


def lines(*records: object) -> bytes:
    return b"".join(
        (record if isinstance(record, bytes) else json.dumps(record).encode()) + b"\n"
        for record in records
    )


def answered(assistant: Assistant, path: Path, *records: object) -> list[tuple[Line, bool]]:
    path.write_bytes(lines(*records))
    found = list(answer_batch(assistant, path))
    for line, _ in found:
        assert "\n" not in line
        line.encode()
    return [(json.loads(line), good) for line, good in found]


def test_answers_come_in_the_order_of_the_questions(assistant: Assistant, path: Path) -> None:
    asked = [{"id": name, "text": "hi"} for name in ("c", "a", "b", "a")]
    found = answered(assistant, path, *asked)
    assert [line["id"] for line, _ in found] == ["c", "a", "b", "a"]
    assert all(good for _, good in found)


def test_a_conversation_gets_one_reply_a_turn(assistant: Assistant, path: Path) -> None:
    turns = ["hi", "Do you sell my data?", "delete my data"]
    ((line, good),) = answered(assistant, path, {"id": 1, "turns": turns})
    assert [reply["kind"] for reply in line["replies"]] == ["small_talk", "answer", "rights_intake"]
    assert good
    assert set(line) == {"id", "replies"}


def test_a_turn_may_be_an_object_with_a_text(assistant: Assistant, path: Path) -> None:
    turns = [{"role": "user", "text": "hi"}]
    ((line, _),) = answered(assistant, path, {"id": 1, "turns": turns})
    assert line["replies"][0]["kind"] == "small_talk"


@pytest.mark.parametrize("line_id", ["a", 7, None, ["x", 1], {"k": "é"}])
def test_an_id_comes_back_as_it_was(assistant: Assistant, path: Path, line_id: object) -> None:
    ((line, _),) = answered(assistant, path, {"id": line_id, "text": "hi"})
    assert line["id"] == line_id


def test_a_line_without_an_id_is_known_by_its_number(assistant: Assistant, path: Path) -> None:
    found = answered(assistant, path, {"id": "a", "text": "hi"}, b"", {"text": "hi"})
    assert [line["id"] for line, _ in found] == ["a", 3]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (b"not json", "not JSON"),
        (b'{"id": 1, "text": "hi"', "not JSON"),
        (b'{"id": 1, "text": "\xff"}', "not UTF-8"),
        (b'{"id": NaN, "text": "hi"}', "not JSON"),
        (b"[1, 2]", "not an object"),
        (b'"hi"', "not an object"),
        (b"[" * 100_000, "line 2"),
        (b'{"id": 1, "text": "' + b"x" * 1_000_001 + b'"}', "longer than"),
        ({"id": 1}, '"text"'),
        ({"id": 1, "text": None}, '"text"'),
        ({"id": 1, "text": 5}, '"text"'),
        ({"id": 1, "turns": "hi"}, '"turns"'),
        ({"id": 1, "turns": []}, '"turns"'),
        ({"id": 1, "turns": ["hi", 5]}, '"turns"'),
        ({"id": 1, "turns": [{"message": "hi"}]}, '"turns"'),
        ({"id": 1, "text": ""}, "no question"),
        ({"id": 1, "text": "do you\u0000 sell"}, "U+0000"),
        ({"id": 1, "text": "\ud800"}, "no question"),
        ({"id": 1, "text": "x" * 100_000}, "100,000 characters"),
    ],
    ids=lambda part: str(part)[:24],
)
def test_a_line_that_cannot_be_answered_says_why_and_the_run_goes_on(
    assistant: Assistant, path: Path, bad: object, said: str
) -> None:
    first, second, third = answered(
        assistant, path, {"id": "a", "text": "hi"}, bad, {"id": "b", "text": "hi"}
    )
    assert first[1]
    assert third[1]
    assert third[0]["replies"][0]["kind"] == "small_talk"
    assert not second[1]
    assert said in second[0]["error"]
    assert "line 2" in second[0]["error"]


def test_a_refused_turn_keeps_its_place_among_the_replies(assistant: Assistant, path: Path) -> None:
    ((line, good),) = answered(assistant, path, {"id": 1, "turns": ["hi", "?!", "hi"]})
    assert not good
    assert [set(reply) == {"error"} for reply in line["replies"]] == [False, True, False]
    assert "turn 2" in line["error"]


@pytest.mark.parametrize("depth", [100, 200, 300, 400, 600, 800, 900, 950, 980, 1000, 5000])
def test_a_deep_id_ends_no_run(assistant: Assistant, path: Path, depth: int) -> None:
    deep = b'{"id": ' + b"[" * depth + b"]" * depth + b', "text": "hi"}'
    path.write_bytes(lines(deep, {"id": "b", "text": "hi"}))
    found = list(answer_batch(assistant, path))
    assert len(found) == 2
    assert json.loads(found[1][0])["id"] == "b"


def test_an_empty_file_gives_nothing(assistant: Assistant, path: Path) -> None:
    assert answered(assistant, path) == []


def test_a_dash_is_standard_input(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    given = SimpleNamespace(buffer=io.BytesIO(lines({"id": 1, "text": "hi"})))
    monkeypatch.setattr("sys.stdin", given)
    ((line, good),) = answer_batch(assistant, Path("-"))
    assert good
    assert json.loads(line)["replies"][0]["kind"] == "small_talk"


def test_each_line_is_answered_before_the_next_is_read(assistant: Assistant, path: Path) -> None:
    path.write_bytes(lines({"id": 1, "text": "hi"}, {"id": 2, "text": "hi"}))
    running = answer_batch(assistant, path)
    assert json.loads(next(running)[0])["id"] == 1
    running.close()
