"""The confusion of kinds as a table: expected down, got across."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.reply_json import ReplyKind

FAILED = "failed"
SHADES = 5
_ORDER = [*(kind.value for kind in ReplyKind), FAILED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How many cases of a row's kind got a reply of a column's."""

    got: str
    count: int
    shade: int
    """0 to ``SHADES``, by its share of the row."""
    is_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfusionRow:
    """What cases of one kind got."""

    expected: str
    cells: tuple[Cell, ...]
    total: int


def confusion_rows(confusion: Mapping[tuple[str, str], int]) -> list[ConfusionRow]:
    """A row for each kind that was expected; all have the same columns."""
    columns = [kind for kind in _ORDER if any(got == kind for _, got in confusion)]
    expected = [kind for kind in _ORDER if any(kind == one for one, _ in confusion)]
    return [_row(kind, columns, confusion) for kind in expected]


def _row(
    expected: str, columns: list[str], confusion: Mapping[tuple[str, str], int]
) -> ConfusionRow:
    counts = {got: confusion.get((expected, got), 0) for got in columns}
    total = sum(counts.values())
    return ConfusionRow(
        expected=expected,
        cells=tuple(
            Cell(
                got=got,
                count=count,
                shade=-(-SHADES * count // total),
                is_right=got == expected,
            )
            for got, count in counts.items()
        ),
        total=total,
    )
