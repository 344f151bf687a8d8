"""The corpus's verbs: ``python -m corpus list | show | check | text``."""

from typing import Annotated

import typer

from corpus.lint import Severity, check
from corpus.policy import Policy
from corpus.shelf import Shelf
from corpus.terminal import run_verbs
from settings import Settings

verbs = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
PolicyOption = Annotated[str | None, typer.Option("--policy", help="The policy's id.")]


@verbs.command("list")
def list_clauses(policy: PolicyOption = None) -> None:
    """List the clauses with their kind and whom they apply to."""
    for clause in _load(policy).clauses:
        begins = clause.text[:60].replace("\n", " ")
        typer.echo(f"{clause.clause_id}\t{clause.kind}\t{clause.applies_to}\t{begins}")


@verbs.command()
def show(clause_id: str) -> None:
    """Show one clause whole: its place, its audience and its words."""
    clause = _load(clause_id.partition("/")[0]).clause(clause_id)
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
    typer.echo(_load(policy).text)


@verbs.command("check")
def check_policy(
    policy: PolicyOption = None,
    strict: Annotated[bool, typer.Option(help="Fail on flaws of the text, too.")] = False,
) -> None:
    """Check fidelity, ids and spans (errors), and the text's own flaws (warnings)."""
    loaded = _load(policy)
    findings = check(loaded, Shelf(Settings().policies_folder).source(loaded.policy_id))
    for finding in findings:
        where = f" {finding.clause_id}" if finding.clause_id else ""
        typer.echo(f"{finding.severity} {finding.rule}{where}: {finding.message}")
    errors = sum(finding.severity == Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    typer.echo(f"{len(loaded.clauses)} clauses, {errors} errors, {warnings} warnings")
    if errors or (strict and warnings):
        raise typer.Exit(1)


def _load(policy_id: str | None) -> Policy:
    settings = Settings()
    return Shelf(settings.policies_folder).load(policy_id or settings.policy)


def main() -> None:
    """Run a verb."""
    run_verbs(verbs)


if __name__ == "__main__":
    main()
