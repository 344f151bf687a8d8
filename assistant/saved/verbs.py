"""The verbs of ``python -m assistant answers``."""

import re
from collections.abc import Iterator
from typing import Annotated

import typer

from assistant.catalogues import spoken
from assistant.errors import AssistantError
from assistant.saved.answer import SavedAnswer
from assistant.saved.opening import open_saved
from corpus import CorpusError, Policy, Shelf
from settings import Settings

answers = typer.Typer(no_args_is_help=True, help="Answers that somebody saved.")
_NAME = re.compile(r"(?:.*/answers/)?([\w-]{10,40})(?:\?.*)?")


@answers.command()
def show(
    address: Annotated[str, typer.Argument(help="The answer's address, or the name at its end.")],
) -> None:
    """What was said, held against the policy's text of that day; exit status 1 where it is not."""
    settings = Settings()
    found = _NAME.fullmatch(address)
    try:
        policy = Shelf(settings.policies_folder).load(settings.policy)
        answer = open_saved(settings, policy).find(found[1]) if found else None
    except (AssistantError, CorpusError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    if answer is None:
        typer.echo("There is no answer of that name, or its time is over.", err=True)
        raise typer.Exit(1)
    for line in _lines(answer, policy):
        typer.echo(line)
    if answer.unfounded:
        raise typer.Exit(1)


def _lines(answer: SavedAnswer, today: Policy) -> Iterator[str]:
    policy = answer.policy
    yield f"{answer.at:%Y-%m-%d %H:%M} UTC, {policy.policy_id}, version {policy.version}"
    yield f"sha256 {policy.sha256}, served since {spoken().day(policy.since)}"
    yield f"\nAsked: {answer.asked}\n\n{answer.reply}\n"
    gone = answer.gone_from(today.text)
    for quote in answer.quotes:
        yield f"[{quote.marker}] {quote.clause_id} {quote.start}-{quote.end}: “{quote.text}”"
        stood = "stood" if quote not in answer.unfounded else "did NOT stand"
        stands = "no longer stands" if quote in gone else "stands"
        yield f"    {stood} in the policy of that day; {stands} in today's, version {today.version}"
