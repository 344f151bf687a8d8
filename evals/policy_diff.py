"""Two versions of a policy: which clauses changed, and which answers changed because of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.answering import Answering
from assistant.bootstrap import open_matcher
from assistant.calibration import load_calibration
from assistant.match_calibration import load_match_calibration
from assistant.reviewed import Reviewed, vocabulary_of
from assistant.route import route
from assistant.turn import Assistant
from corpus import Policy, Right
from corpus.answer_file import read_answers
from corpus.answers import ReviewedAnswer
from corpus.markdown import read_markdown
from corpus.revision import Revision, RevisionKind, revisions
from corpus.rights import read_rights
from evals.alternatives import memory_retriever
from evals.case import Case, CaseSet
from evals.outcome import Outcome
from evals.runner import run_case
from evals.target import InProcess
from index.asked import Matcher
from index.embedder import Embedder
from index.recipe import SHIPPED
from settings import Settings

_SECONDS = 60.0
Rights = Mapping[Right, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a policy."""

    policy: Policy
    rights: Rights | None
    """None where no ``rights.yaml`` stands beside the policy."""
    answers: Path | None
    """``answers.yaml`` beside the policy, if there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedAnswer:
    """A case that gets another reply from the new version."""

    case: Case
    before: Outcome
    after: Outcome
    because: frozenset[str]
    """The changed clauses that either reply cites or leads to; empty where the reply changed since
    another clause came nearer, or the nearest was no longer near enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDiff:
    """What a new version changes."""

    revisions: Sequence[Revision]
    changed: Sequence[ChangedAnswer]
    asked: int
    """How many cases were asked of both."""
    orphaned: Mapping[str, frozenset[str]]
    """The core clauses that the new version does not have, or has in other words, by case id:
    labels that somebody has to look at."""


def read_version(path: Path) -> Version:
    """The version in a policy's folder, or in a ``policy.md``; raises the errors of the corpus."""
    file = path / "policy.md" if path.is_dir() else path
    policy = read_markdown(file.read_text(encoding="utf-8-sig"), path=file)
    beside = file.parent / "rights.yaml"
    rights = None
    if beside.exists():
        rights = read_rights(beside.read_text(encoding="utf-8-sig"), policy, path=beside).clauses
    answers = file.parent / "answers.yaml"
    return Version(policy=policy, rights=rights, answers=answers if answers.exists() else None)


def policy_diff(
    old: Version, new: Version, case_set: CaseSet, *, embedder: Embedder, settings: Settings
) -> PolicyDiff:
    """Ask both versions every case.

    A version without rights or reviewed answers of its own has those of the other, as far as it has
    their clauses in the same words.
    """
    changed_clauses = revisions(old.policy, new.policy)
    touched = frozenset().union(*(revision.clause_ids for revision in changed_clauses))
    answers = [_answers(one, other) for one, other in ((old, new), (new, old))]
    # One for both: an answer that went stale is still matched, and then not used.
    asked = {one.answer_id: one for side in answers for one in side}
    matcher = open_matcher(settings, asked.values(), embedder) if asked else None
    targets = [
        InProcess(
            assistant=_assistant(
                one.policy,
                _rights(one, other),
                embedder,
                settings,
                reviewed=_reviewed(one.policy, side, matcher, embedder, settings),
            ),
            model=embedder.model,
        )
        for one, other, side in ((old, new, answers[0]), (new, old, answers[1]))
    ]
    changed = []
    for case in case_set.cases:
        before, after = (
            run_case(case, target, seconds=_SECONDS).outcome(case, target.assistant.policy)
            for target in targets
        )
        if _said(before) != _said(after):
            because = (before.clause_ids | after.clause_ids) & touched
            changed.append(ChangedAnswer(case=case, before=before, after=after, because=because))
    return PolicyDiff(
        revisions=changed_clauses,
        changed=changed,
        asked=len(case_set.cases),
        orphaned=_orphaned(case_set, changed_clauses),
    )


def _said(outcome: Outcome) -> tuple[object, ...]:
    return outcome.kind, outcome.reason, outcome.text, outcome.failure


def _rights(version: Version, other: Version) -> Rights:
    if version.rights is not None:
        return version.rights
    known = version.policy.clauses_by_id
    return {
        right: kept
        for right, clause_ids in (other.rights or {}).items()
        if (kept := tuple(clause_id for clause_id in clause_ids if clause_id in known))
    }


def _answers(version: Version, other: Version) -> tuple[ReviewedAnswer, ...]:
    path = version.answers or other.answers
    if path is None:
        return ()
    return read_answers(path.read_text(encoding="utf-8-sig"), version.policy, path=path).current


def _reviewed(
    policy: Policy,
    answers: Sequence[ReviewedAnswer],
    matcher: Matcher | None,
    embedder: Embedder,
    settings: Settings,
) -> Reviewed | None:
    if matcher is None:
        return None
    by_id = {answer.answer_id: answer for answer in answers}
    return Reviewed(
        answers=by_id,
        vocabulary=vocabulary_of(by_id, policy),
        matcher=matcher,
        calibration=load_match_calibration(settings.calibrations_folder, embedder),
    )


def _assistant(
    policy: Policy,
    rights: Rights,
    embedder: Embedder,
    settings: Settings,
    *,
    reviewed: Reviewed | None,
) -> Assistant:
    return Assistant(
        answering=Answering(
            policy=policy,
            contact=settings.contact or policy.contact or "the shop",
            retriever=memory_retriever([policy], embedder, SHIPPED),
            calibration=load_calibration(settings.calibrations_folder, embedder, asdict(SHIPPED)),
            reviewed=reviewed,
        ),
        route=route,
        rights=rights,
        longest_message=settings.longest_message,
    )


def _orphaned(case_set: CaseSet, changed: Sequence[Revision]) -> dict[str, frozenset[str]]:
    unsteady = frozenset(
        revision.before.clause_id
        for revision in changed
        if revision.before and revision.kind is not RevisionKind.MOVED
    )
    return {case.case_id: found for case in case_set.cases if (found := case.core & unsteady)}
