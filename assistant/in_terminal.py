"""A question, or a batch of them, asked in a terminal."""

import json
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
from assistant.terminal_choice import chosen_number
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
    if isinstance(reply, Clarification) and (number := chosen_number(len(reply.options))):
        typer.echo()
        _print_reply(assistant.reply(conversation.after(question, reply), number))


def _print_reply(reply: Reply) -> None:
    for line in reply_lines(reply):
        typer.echo(line)
