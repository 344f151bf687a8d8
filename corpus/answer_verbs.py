"""``python -m corpus answers check | stale | draft | stamp``."""

import codecs
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import wrap
from typing import Annotated

import typer

from corpus.answer_file import AnswerFile
from corpus.answer_lint import inspect
from corpus.answer_stamp import stamp as stamped
from corpus.answers import Answers
from corpus.chosen_policy import PolicyOption, chosen_policy
from corpus.clause import Clause
from corpus.markdown import read_markdown
from corpus.policy import Policy
from corpus.revision import RevisionKind, revisions
from corpus.shelf import Shelf
from corpus.stale_clause import what_became

answers = typer.Typer(no_args_is_help=True, help="Answers in plain words that people reviewed.")


@answers.command()
def check(policy: PolicyOption = None) -> None:
    """Check the answers against the policy; exit status 1 where one is not fit to be served."""
    report = inspect(_file(*chosen_policy(policy)))
    for fault in report.faults:
        typer.echo(str(fault))
    typer.echo(str(report))
    if report.faults:
        raise typer.Exit(1)


@answers.command()
def stale(
    policy: PolicyOption = None,
    old: Annotated[
        Path | None,
        typer.Option(help="The policy as it was reviewed, a policy.md, to show what changed."),
    ] = None,
) -> None:
    """List the answers that are out of use and why; exit status 1 where there are any."""
    shelf, loaded = chosen_policy(policy)
    before = read_markdown(old.read_text(encoding="utf-8-sig"), path=old) if old else None
    found = shelf.answers(loaded)
    for answer in found.stale:
        typer.echo(answer.answer_id)
        for clause_id, cause in answer.causes.items():
            typer.echo(f"  {clause_id}: {cause}")
            for line in what_became(answer, clause_id, loaded, before):
                typer.echo(f"    {line}")
    for line in _silences_at_risk(found, before, loaded) if before else ():
        typer.echo(line)
    typer.echo(f"{len(found.stale)} stale, {len(found.current)} in use")
    if found.stale:
        raise typer.Exit(1)


@answers.command()
def draft(clause_id: str) -> None:
    """Print an empty entry for a clause, to paste into answers.yaml and fill in."""
    _, policy = chosen_policy(clause_id.partition("/")[0])
    for line in _draft(policy.clause(clause_id), policy):
        typer.echo(line)


@answers.command()
def stamp(
    answer_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Answers by id.")],
    policy: PolicyOption = None,
    by: Annotated[str | None, typer.Option(help="Who looked; by default as before.")] = None,
) -> None:
    """Say that you looked at these answers again and that they stand: they are used from now on."""
    shelf, loaded = chosen_policy(policy)
    path = _file(shelf, loaded).located.path
    mark = codecs.BOM_UTF8 if (found := path.read_bytes()).startswith(codecs.BOM_UTF8) else b""
    content = found.removeprefix(mark).decode("utf-8")  # with the line ends that it has
    new = stamped(content, loaded, path=path, answer_ids=answer_ids, on=date.today(), by=by)
    _replace(path, mark + new.encode("utf-8"))
    for answer_id in dict.fromkeys(answer_ids):
        typer.echo(f"{answer_id}: in use")


def _file(shelf: Shelf, policy: Policy) -> AnswerFile:
    file = shelf.answer_file(policy)
    if file is None:
        typer.echo(f"The policy {policy.policy_id} has no answers.yaml.")
        raise typer.Exit
    return file


def _silences_at_risk(found: Answers, old: Policy, new: Policy) -> Iterator[str]:
    """No digest tells that the policy now says what it didn't; a person has to look."""
    added = [one.after for one in revisions(old, new) if one.kind is RevisionKind.ADDED]
    silences = [answer.answer_id for answer in found.current if answer.is_silence]
    if added and silences:
        yield "These clauses are new; a silence in use may no longer be true:"
        yield from (f"  {clause.clause_id}: {clause.text}" for clause in added if clause)
        yield f"  silences in use: {', '.join(silences)}"


def _draft(clause: Clause, policy: Policy) -> Iterator[str]:
    above = policy.clauses_by_id.get(clause.lead_in_id or "")
    if clause.lead_in:
        yield from (f"# {line}" for line in wrap(f"Under: {clause.lead_in}", 96))
    yield from (f"# {line}" for line in wrap(clause.text, 96))
    yield "- id:"
    yield "  family:"
    yield "  topic: # the question that it answers, offered where another was meant as well"
    yield "  kind: answer # or silence"
    yield "  verdict: # yes, no, depends or states; none for a silence"
    yield "  asked:"
    yield "    -"
    yield "  answer:"
    yield "    - says:"
    yield "      rests_on:"
    yield f"        - clause: {clause.clause_id}"
    yield "  clauses:"
    yield from (f"    {one.clause_id}: {one.digest}" for one in (clause, above) if one)
    yield "  reviewed:"
    yield "    by:"
    yield f"    on: {date.today().isoformat()}"


def _replace(path: Path, content: bytes) -> None:
    """Write the file whole or not at all."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)
