"""A file of JSON objects, one a line."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from index.batch import BatchLine, read_batch


def read(folder: Path, content: bytes) -> list[BatchLine]:
    path = folder / "batch.jsonl"
    path.write_bytes(content)
    return list(read_batch(path))


def test_lines_are_read_in_order_and_blank_ones_left_out(tmp_path: Path) -> None:
    lines = read(tmp_path, b'{"id": "a", "text": "One?"}\n\n{"text": "Two?"}\r\n')
    assert [(line.number, line.line_id, line.problem) for line in lines] == [
        (1, "a", None), (3, 3, None),
    ]  # fmt: skip


def test_a_last_line_without_an_end_is_read(tmp_path: Path) -> None:
    [line] = read(tmp_path, b'{"id": 1}')
    assert line.record == {"id": 1}


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"{", "not JSON"),
        (b"\xff{}", "byte 0 is not UTF-8"),
        (b'["a"]', "not an object"),
        (b'"text"', "not an object"),
        (b'{"id": NaN}', "not JSON"),
        (b'{"id": 1e999}', "not JSON"),
        (b'{"id": ' + b"9" * 5000 + b"}", "not JSON"),
        (b'{"id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
        (b'{"text": "' + b"a" * 1_000_001 + b'"}', "longer than"),
    ],
)
def test_a_bad_line_is_named_and_the_next_is_read(tmp_path: Path, raw: bytes, problem: str) -> None:
    bad, good = read(tmp_path, raw + b'\n{"id": 2}\n')
    assert bad.problem is not None
    assert bad.problem.startswith("line 1: ")
    assert problem in bad.problem
    assert (bad.line_id, good.line_id) == (1, 2)


def test_half_a_surrogate_pair_is_replaced(tmp_path: Path) -> None:
    [line] = read(tmp_path, rb'{"id": "a\ud83d", "text": "\udc00?"}')
    assert line.record == {"id": "a?", "text": "??"}


@given(content=st.binary(max_size=60))
@profile(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_line_holds_it_can_be_answered_under_its_id(
    tmp_path: Path, content: bytes
) -> None:
    for line in read(tmp_path, content):
        assert json.dumps({"id": line.line_id}, ensure_ascii=False, allow_nan=False).encode()


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(read_batch(tmp_path / "nowhere"))
