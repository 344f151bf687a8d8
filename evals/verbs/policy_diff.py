"""``python -m evals policy-diff``: what a new version of a policy does to the answers."""

from pathlib import Path
from typing import Annotated

import typer

from corpus import Policy
from corpus.revision import Revision
from evals.case import CaseSet
from evals.case_file import read_cases
from evals.errors import MalformedCases, OtherSubject
from evals.outcome import Outcome
from evals.policy_diff import ChangedAnswer, PolicyDiff, read_version
from evals.policy_diff import policy_diff as compare_versions
from evals.remembering import RememberingEmbedder
from evals.verbs.chosen import SetOption
from index.embedder import load_embedder
from settings import Settings

VersionArgument = typer.Argument(help="A policy's folder, or its policy.md.")


def policy_diff(
    old: Annotated[Path, VersionArgument],
    new: Annotated[Path, VersionArgument],
    set_name: SetOption = None,
) -> None:
    """Tell which clauses changed, and which answers changed because of it, in Markdown."""
    was, now = read_version(old), read_version(new)
    if was.policy.policy_id != now.policy.policy_id:
        raise OtherSubject(
            f"{old} is the policy {was.policy.policy_id!r} and {new} is {now.policy.policy_id!r}: "
            "give two versions of one policy."
        )
    settings = Settings()
    case_set = _labelled(was.policy, now.policy, set_name)
    embedder = RememberingEmbedder(load_embedder(settings.embedding_model))
    _tell(compare_versions(was, now, case_set, embedder=embedder, settings=settings))


def _labelled(old: Policy, new: Policy, set_name: str | None) -> CaseSet:
    """The cases, whichever of the versions they were labelled for."""
    try:
        return read_cases(old, set_name)
    except MalformedCases:
        return read_cases(new, set_name)


def _tell(diff: PolicyDiff) -> None:
    typer.echo(f"## {len(diff.revisions)} clauses changed\n")
    for revision in diff.revisions:
        _tell_revision(revision)
    typer.echo(f"\n## {len(diff.changed)} of {diff.asked} replies changed\n")
    for changed in diff.changed:
        _tell_answer(changed)
    if diff.orphaned:
        count = len(diff.orphaned)
        typer.echo(f"\n## {count} cases rest on a changed clause: look at their labels\n")
        for case_id, clause_ids in diff.orphaned.items():
            typer.echo(f"- {case_id}: {', '.join(sorted(clause_ids))}")


def _tell_revision(revision: Revision) -> None:
    names = [clause.clause_id for clause in (revision.before, revision.after) if clause]
    typer.echo(f"- {revision.kind}: {' → '.join(dict.fromkeys(names))}")
    typer.echo(f"  {revision.word_diff}")


def _tell_answer(changed: ChangedAnswer) -> None:
    typer.echo(f"- {changed.case.case_id}: {' / '.join(changed.case.turns)}")
    typer.echo(f"  before: {_reply(changed.before)}")
    typer.echo(f"  after: {_reply(changed.after)}")
    because = ", ".join(sorted(changed.because))
    typer.echo(f"  because of: {because or 'what is nearest to it, no clause that it cites'}")


def _reply(outcome: Outcome) -> str:
    said = outcome.kind.value if outcome.kind else f"failed, {outcome.failure}"
    reason = f" ({outcome.reason})" if outcome.reason else ""
    cited = ", ".join(cited.clause_id for cited in outcome.cited)
    return f"{said}{reason}{', citing ' if cited else ''}{cited}"
