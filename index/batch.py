"""Read a file of JSON objects, one a line; a line that can't be read is a value, not an end."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_LONGEST_LINE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """One line of a batch: what it holds, or what is wrong with it."""

    number: int
    """From 1."""
    record: Mapping[str, Any]
    """Empty where there is a problem."""
    problem: str | None = None

    @property
    def line_id(self) -> Any:
        """The line's own id, or its number where it has none that could be read."""
        return self.record.get("id", self.number)


def read_batch(path: Path) -> Iterator[BatchLine]:
    """The lines of the file (``-`` is standard input), blank ones left out.

    Raises ``OSError`` where the file can't be opened.
    """
    source = nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb")
    with source as stream:
        for number, raw in enumerate(stream, start=1):
            if raw.strip():
                yield _read_line(number, raw)


def _read_line(number: int, raw: bytes) -> BatchLine:
    if len(raw) > _LONGEST_LINE:
        return _bad(number, f"it is longer than {_LONGEST_LINE} bytes")
    try:
        record = _writable(json.loads(raw.decode("utf-8")))
    except UnicodeDecodeError as error:
        return _bad(number, f"byte {error.start} is not UTF-8")
    except ValueError as error:
        return _bad(number, f"it is not JSON ({error})")
    except RecursionError:
        return _bad(number, "it is nested too deeply")
    if not isinstance(record, dict):
        return _bad(number, 'it is not an object such as {"id": 1, "text": "…"}')
    return BatchLine(number=number, record=record)


def _writable(record: Any) -> Any:
    """The record as it can be written again: half a surrogate pair as "?", ``NaN`` refused."""
    written = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return json.loads(written.encode("utf-8", "replace"))


def _bad(number: int, problem: str) -> BatchLine:
    return BatchLine(number=number, record={}, problem=f"line {number}: {problem}")
