"""A choice that somebody makes in a terminal."""

import sys

import typer


def chosen_number(count: int) -> str | None:
    """The number of one of so many topics; None where none is chosen, or nobody sits there."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    numbers = [str(number) for number in range(1, count + 1)]
    typer.echo()
    while True:
        try:
            typed = input("Number, or Enter to leave it: ").strip()
        except (EOFError, KeyboardInterrupt):
            typer.echo()
            return None
        if not typed or typed in numbers:
            return typed or None
        typer.echo(f"Please type a number from 1 to {numbers[-1]}.")
