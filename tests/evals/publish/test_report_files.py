import json
from pathlib import Path

import pytest

from evals.publish import write_report
from evals.publish.report_files import FILES
from evals.report import Report
from tests.evals.publish.conftest import Judged, abstained, answered, asked


def test_all_files_are_written_and_nothing_is_left_beside_them(
    report: Report, tmp_path: Path
) -> None:
    paths = write_report(report, tmp_path / "new" / "folder")
    assert [path.name for path in paths] == [
        "report.html", "report.json", "junit.xml", "summary.md",
    ]  # fmt: skip
    assert sorted(tmp_path.glob("new/folder/*")) == sorted(paths)


def test_earlier_files_are_replaced(report: Report, lone_report: Report, tmp_path: Path) -> None:
    write_report(report, tmp_path)
    write_report(lone_report, tmp_path)
    assert len(json.loads((tmp_path / "report.json").read_text())["cases"]) == 1


def test_where_one_cannot_be_made_the_earlier_ones_stay(
    report: Report, lone_report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_report(report, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def fail(_report: Report) -> str:
        raise ValueError("no summary")

    monkeypatch.setitem(FILES, "summary.md", fail)
    with pytest.raises(ValueError, match="no summary"):
        write_report(lone_report, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_half_a_character_stops_no_file(judged: Judged, tmp_path: Path) -> None:
    case = asked("half", "half \ud83d of a smile")
    other = asked("other", "?")
    report = judged(
        [(case, answered(case, text="\udc00")), (other, answered(other))],
        baseline={"half": abstained(case), "other": abstained(other)},
    )
    write_report(report, tmp_path)
    for path in tmp_path.iterdir():
        assert "of a smile" in path.read_text(encoding="utf-8"), path.name
