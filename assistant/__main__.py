"""The assistant's verbs: ``python -m assistant ask | calibrate | tickets | agents``."""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from assistant.answering import weigh
from assistant.batch import answer_batch
from assistant.bootstrap import open_assistant, open_ground, open_matcher
from assistant.calibrate import calibrate
from assistant.calibrate_matches import Preference, calibrate_matches
from assistant.calibration import Evidence, path_for
from assistant.conversation import Conversation
from assistant.desk.verbs import agents
from assistant.errors import AssistantError
from assistant.judgement import Found, Judgement, judge
from assistant.labelled import read_labelled
from assistant.match_calibration import match_path
from assistant.reply import Clarification, Reply
from assistant.reply_json import reply_as_json
from assistant.reply_lines import reply_lines
from assistant.reviewed import vocabulary_of
from assistant.tickets.verbs import tickets
from assistant.turn import Assistant
from corpus import Shelf
from corpus.terminal import run_verbs
from index.errors import IndexFault
from index.passage import Hit
from index.progress_bar import progress_bar
from index.recipe import SHIPPED
from settings import Settings

verbs = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
verbs.add_typer(tickets, name="tickets")
verbs.add_typer(agents, name="agents")
PolicyOption = Annotated[str | None, typer.Option("--policy", help="The policy's id.")]


@verbs.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="What to ask.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the reply as JSON.")] = False,
    batch: Annotated[
        Path | None,
        typer.Option(help='A file of {"id", "text"} or {"id", "turns"} lines; - is stdin.'),
    ] = None,
    policy: PolicyOption = None,
) -> None:
    """Answer one question, or each line of a batch."""
    if (question is None) == (batch is None):
        raise typer.BadParameter("give either a question or --batch FILE.")
    with _opened(policy) as assistant:
        if batch is not None:
            good = True
            for line, readable in answer_batch(assistant, batch):
                typer.echo(line)
                good = good and readable
            raise typer.Exit(0 if good else 1)
        if as_json:
            _print_as_json(assistant, question or "")
        else:
            _talk(assistant, question or "")


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


@verbs.command("calibrate")
def calibrate_thresholds(
    policy: PolicyOption = None,
    questions: Annotated[
        Path | None, typer.Option(help="Labelled questions; the policy's own by default.")
    ] = None,
) -> None:
    """Measure the thresholds for the embedding model that is set, and keep them."""
    settings = Settings()
    with (
        progress_bar() as progress,
        open_ground(settings, policy_id=policy, progress=progress) as ground,
    ):
        document = ground.policy.policy_id
        path = questions or settings.policies_folder / document / "questions.yaml"
        labelled = read_labelled(path)

        @cache
        def searched(text: str) -> tuple[list[Hit], Evidence]:
            hits = ground.retriever.search(text, document=document)
            return hits, weigh(ground.retriever, text, hits)

        calibration = calibrate(
            labelled,
            lambda text: searched(text)[1],
            path=path,
            embedder=ground.embedder,
            recipe=SHIPPED,
        )
        answers = Shelf(settings.policies_folder).answers(ground.policy).current
        matches = None
        if answers:
            matcher = open_matcher(settings, answers, ground.embedder, progress=progress)
            by_id = {answer.answer_id: answer for answer in answers}
            vocabulary = vocabulary_of(by_id, ground.policy)

            @cache
            def found(text: str) -> Found:
                hits, evidence = searched(text)
                matched = matcher.matches(text)
                return Found(question=text, hits=hits, evidence=evidence, matches=matched)

            def judged(text: str, preference: Preference) -> Judgement:
                return judge(found(text), by_id, vocabulary, preference)

            matches = calibrate_matches(labelled, judged, path=path, embedder=ground.embedder)
    target = path_for(settings.calibrations_folder, calibration.model)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(calibration.as_json(), encoding="utf-8")
    chosen = next(p for p in calibration.curve if p.threshold == calibration.answer_from)
    typer.echo(f"{target}: {json.dumps(asdict(chosen))}, AUC {calibration.auc}")
    if matches is not None:
        target = match_path(settings.calibrations_folder, matches.model)
        target.write_text(matches.as_json(), encoding="utf-8")
        typer.echo(f"{target}: {json.dumps(matches.measured)}")


def main() -> None:
    """Run a verb."""
    run_verbs(verbs, AssistantError, IndexFault)


if __name__ == "__main__":
    main()
