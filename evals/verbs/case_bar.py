"""A bar in the terminal while cases run (rich)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def case_bar(*, total: int, done: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error; what it yields is called once a case."""
    console = Console(stderr=True)
    columns = (TextColumn("cases"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Away from a terminal, rich would leave an empty line behind.
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("cases", total=total, completed=done)
        yield lambda: bar.advance(task)
