"""A question, or a batch of them, asked in a terminal."""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter

import typer

from assistant.batch import answer_batch
from assistant.bootstrap import open_assistant
from assistant.conversation import Conversation
from assistant.reply import Clarification, Reply
from assistant.reply_json import reply_as_json
from assistant.reply_lines import reply_lines
from assistant.turn import Assistant
from index.progress_bar import progress_bar
from settings import Settings


def ask_one(question: str, *, as_json: bool, policy: str | None) -> None:
    """Print the reply to one question."""
    with _opened(policy) as assistant:
        if as_json:
            _print_as_json(assistant, question)
        else:
            _talk(assistant, question)


def ask_all(batch: Path, *, policy: str | None) -> bool:
    """Print the replies to a batch, a line each; whether every line could be read."""
    good = True
    with _opened(policy) as assistant:
        for line, readable in answer_batch(assistant, batch):
            typer.echo(line)
            good = good and readable
    return good


@contextmanager
def _opened(policy: str | None) -> Iterator[Assistant]:
    """The assistant; the progress bar has left the terminal by then."""
    with ExitStack() as stack:
        with progress_bar() as progress:
            opening = open_assistant(Settings(), policy_id=policy, progress=progress)
            assistant = stack.enter_context(opening)
        yield assistant


def _print_as_json(assistant: Assistant, question: str) -> None:
    begun = perf_counter()
    reply = assistant.reply(Conversation.begin(), question)
    elapsed = 1000 * (perf_counter() - begun)
    shown = reply_as_json(reply, assistant.policy, elapsed_ms=elapsed)
    typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))


def _talk(assistant: Assistant, question: str) -> None:
    """Print the reply; where it asks for a choice and one is made, the reply to that too."""
    conversation = Conversation.begin()
    reply = assistant.reply(conversation, question)
    _print_reply(reply)
    if isinstance(reply, Clarification) and (number := _chosen(reply)):
        typer.echo()
        _print_reply(assistant.reply(conversation.after(question, reply), number))


def _print_reply(reply: Reply) -> None:
    for line in reply_lines(reply):
        typer.echo(line)


def _chosen(reply: Clarification) -> str | None:
    """The number of a topic; None where none is chosen, or nobody sits there to choose."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    numbers = [str(number) for number in range(1, len(reply.options) + 1)]
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
