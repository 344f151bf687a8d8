"""The assistant's verbs: ``python -m assistant ask | calibrate``."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from assistant.batch import answer_batch
from assistant.bootstrap import open_assistant, open_ground, open_matcher
from assistant.calibrate import calibrate
from assistant.calibrate_matches import calibrate_matches
from assistant.calibration import Evidence, path_for
from assistant.conversation import Conversation
from assistant.errors import AssistantError
from assistant.labelled import read_labelled
from assistant.match_calibration import match_path
from assistant.reply import Reply, SmallTalk
from assistant.reply_json import reply_as_json
from assistant.reviewed import candidate
from assistant.turn import Assistant, weigh
from corpus import Shelf
from corpus.terminal import run_verbs
from index.errors import IndexFault
from index.passage import Hit
from index.progress_bar import progress_bar
from index.recipe import SHIPPED
from settings import Settings

verbs = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
Found = tuple[list[Hit], Evidence]
"""What is found for a question, and what it weighs."""
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
        begun = perf_counter()
        reply = assistant.reply(Conversation.begin(), question or "")
        elapsed = 1000 * (perf_counter() - begun)
        if as_json:
            shown = reply_as_json(reply, assistant.policy, elapsed_ms=elapsed)
            typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        else:
            _print_reply(reply)


@contextmanager
def _opened(policy: str | None) -> Iterator[Assistant]:
    """The assistant; the progress bar has left the terminal by then."""
    with ExitStack() as stack:
        with progress_bar() as progress:
            opening = open_assistant(Settings(), policy_id=policy, progress=progress)
            assistant = stack.enter_context(opening)
        yield assistant


def _print_reply(reply: Reply) -> None:
    typer.echo(reply.text)
    if isinstance(reply, SmallTalk) or not reply.citations:
        return
    typer.echo()
    for citation in reply.citations:
        place = f"{citation.clause_id} ({' > '.join(citation.heading)})"
        typer.echo(f"[{citation.marker}] {place}; applies to: {citation.applies_to.label}")
        if citation.quote not in reply.text:
            typer.echo(f"    “{citation.quote}”")


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
        def found(text: str) -> Found:
            hits = ground.retriever.search(text, document=document)
            return hits, weigh(ground.retriever, text, hits)

        calibration = calibrate(
            labelled,
            lambda text: found(text)[1],
            path=path,
            embedder=ground.embedder,
            recipe=SHIPPED,
        )
        answers = Shelf(settings.policies_folder).answers(ground.policy).current
        matches = None
        if answers:
            matcher = open_matcher(settings, answers, ground.embedder)
            by_id = {answer.answer_id: answer for answer in answers}
            matches = calibrate_matches(
                labelled,
                lambda text: candidate(by_id, matcher.matches(text), *found(text)),
                path=path,
                embedder=ground.embedder,
            )
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
