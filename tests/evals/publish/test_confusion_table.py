from evals.publish.confusion_table import SHADES, confusion_rows


def test_rows_are_what_was_expected_and_columns_what_came() -> None:
    rows = confusion_rows(
        {("answer", "answer"): 6, ("answer", "failed"): 1, ("abstention", "answer"): 2}
    )
    told = {row.expected: [(cell.got, cell.count) for cell in row.cells] for row in rows}
    assert told == {
        "answer": [("answer", 6), ("failed", 1)],
        "abstention": [("answer", 2), ("failed", 0)],
    }
    assert [cell.is_right for row in rows for cell in row.cells] == [True, False, False, False]


def test_a_cell_is_as_dark_as_its_share_of_the_row() -> None:
    (row,) = confusion_rows({("answer", "answer"): 99, ("answer", "failed"): 1})
    assert [cell.shade for cell in row.cells] == [SHADES, 1]


def test_no_case_is_no_row() -> None:
    assert confusion_rows({}) == []
