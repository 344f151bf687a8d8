"""All files that a report is published as."""

from collections.abc import Callable, Mapping
from pathlib import Path

from evals.publish.html import report_as_html
from evals.publish.junit import report_as_junit
from evals.publish.markdown import report_as_markdown
from evals.publish.report_json import report_as_json
from evals.report import Report

FILES: Mapping[str, Callable[[Report], str]] = {
    "report.html": report_as_html,
    "report.json": report_as_json,
    "junit.xml": report_as_junit,
    "summary.md": report_as_markdown,
}


def write_report(report: Report, folder: Path) -> list[Path]:
    """Write every file of a report into the folder, each whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {folder / name: as_text(report) for name, as_text in FILES.items()}
    for path, text in texts.items():
        _replace(path, text)
    return list(texts)


def _replace(path: Path, text: str) -> None:
    """A half surrogate, which JSON can bring into a reply, has no bytes: it becomes a ``?``."""
    fresh = path.with_name(f"{path.name}.tmp")
    fresh.write_bytes(text.encode("utf-8", errors="replace"))
    fresh.replace(path)
