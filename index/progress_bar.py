"""A bar in the terminal while texts are embedded (rich)."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from index.build import Progress


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on standard error that is there only while something is being embedded."""
    columns = (
        TextColumn("embedding"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    console = Console(stderr=True)
    # Away from a terminal, rich would leave an empty line behind.
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("embedding", total=None, visible=False)
        yield Progress(
            begin=lambda total: bar.update(task, total=total, visible=True),
            advance=lambda done: bar.update(task, advance=done),
        )
