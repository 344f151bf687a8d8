"""The corpus's verbs: ``python -m corpus list | show | check | text | answers …``."""

from collections.abc import Iterator
from typing import Annotated

import typer

from corpus.answer_lint import inspect
from corpus.answer_verbs import answers
from corpus.chosen_policy import PolicyOption, chosen_policy
from corpus.contradictions import contradictions
from corpus.lint import Finding, Severity, check
from corpus.policy import Policy
from corpus.shelf import Shelf
from corpus.terminal import run_verbs

verbs = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
verbs.add_typer(answers, name="answers")


@verbs.command("list")
def list_clauses(policy: PolicyOption = None) -> None:
    """List the clauses with their kind and whom they apply to."""
    for clause in chosen_policy(policy)[1].clauses:
        begins = clause.text[:60].replace("\n", " ")
        typer.echo(f"{clause.clause_id}\t{clause.kind}\t{clause.applies_to}\t{begins}")


@verbs.command()
def show(clause_id: str) -> None:
    """Show one clause whole: its place, its audience and its words."""
    _, policy = chosen_policy(clause_id.partition("/")[0])
    clause = policy.clause(clause_id)
    typer.echo(clause.clause_id)
    typer.echo(f"heading: {' > '.join(clause.heading)}")
    typer.echo(f"kind: {clause.kind}; applies to: {clause.applies_to.label}")
    typer.echo(f"span: {clause.start}-{clause.end}")
    if clause.lead_in:
        typer.echo(f"under: {clause.lead_in}")
    typer.echo(f"\n{clause.text}")


@verbs.command()
def text(policy: PolicyOption = None) -> None:
    """Print the canonical text, which all spans are offsets into."""
    typer.echo(chosen_policy(policy)[1].text)


@verbs.command("check")
def check_policy(
    policy: PolicyOption = None,
    strict: Annotated[bool, typer.Option(help="Fail on flaws of the text, too.")] = False,
) -> None:
    """Check fidelity, ids, spans, reviewed answers (errors), and the text's flaws (warnings)."""
    shelf, loaded = chosen_policy(policy)
    findings = [
        *_answer_findings(shelf, loaded),
        *check(loaded, shelf.source(loaded.policy_id)),
        *_contradictions(shelf, loaded),
    ]
    for finding in findings:
        where = f" {finding.clause_id}" if finding.clause_id else ""
        typer.echo(f"{finding.severity} {finding.rule}{where}: {finding.message}")
    errors = sum(finding.severity == Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    typer.echo(f"{len(loaded.clauses)} clauses, {errors} errors, {warnings} warnings")
    if errors or (strict and warnings):
        raise typer.Exit(1)


def _answer_findings(shelf: Shelf, policy: Policy) -> list[Finding]:
    file = shelf.answer_file(policy)
    return [
        Finding(rule="answers", severity=Severity.ERROR, clause_id=None, message=str(fault))
        for fault in (inspect(file).faults if file else ())
    ]


def _contradictions(shelf: Shelf, policy: Policy) -> Iterator[Finding]:
    file = shelf.answer_file(policy)
    return contradictions(file.answers.current if file else ())


def main() -> None:
    """Run a verb."""
    run_verbs(verbs)


if __name__ == "__main__":
    main()
