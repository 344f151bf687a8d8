"""The verbs of this folder."""

from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from assistant.calibration import load_calibration
from assistant.labelled import read_labelled
from corpus import Policy, Shelf
from evals.case_file import GOLD, read_cases
from evals.elsewhere.legalbench import Setting, measured, table, ways
from evals.elsewhere.peers import comparison
from evals.elsewhere.peers.span_case import SpanSet, of_cases, of_labelled, of_real, of_spans
from evals.elsewhere.privacyqa import answerability_table, choices, selection_table
from evals.elsewhere.public_sets import (
    read_evidence_questions,
    read_real_questions,
    read_sentence_policies,
    read_span_questions,
)
from evals.elsewhere.sentence_choice import Judge, NearestSentences
from evals.errors import AbsentData
from evals.remembering import RememberingEmbedder
from evals.source_lines import SourceLines
from index.documents import read_documents
from index.embedder import load_embedder
from index.recipe import SHIPPED
from settings import Settings


def legalbench(
    path: Annotated[Path, typer.Argument(help="The set's folder: *.json beside corpus/.")],
) -> None:
    """Character precision and recall on LegalBench-RAG's PrivacyQA part, in Markdown."""
    try:
        questions = read_span_questions(path)
    except AbsentData as absent:
        typer.echo(str(absent), err=True)
        return
    embedder = RememberingEmbedder(load_embedder(Settings().embedding_model))
    compared = ways(read_documents(path / "corpus"), embedder)
    rows = [measured(way, setting, questions) for setting in Setting for way in compared]
    for line in table(rows, len(questions)):
        typer.echo(line)


def privacyqa(
    path: Annotated[
        Path, typer.Argument(help="The set's folder: policies*.jsonl and questions*.jsonl.")
    ],
) -> None:
    """Evidence selection and answerability on PrivacyQA-derived data, in Markdown."""
    try:
        policies, questions = read_sentence_policies(path), read_evidence_questions(path)
    except AbsentData as absent:
        typer.echo(str(absent), err=True)
        return
    settings = Settings()
    embedder = RememberingEmbedder(load_embedder(settings.embedding_model))
    calibration = load_calibration(settings.calibrations_folder, embedder, asdict(SHIPPED))
    judge = Judge(policies, embedder, calibration)
    judgements = [judge.judgement(question) for question in questions]
    compared = choices(judge, judgements, NearestSentences(policies, embedder), questions)
    for line in selection_table(compared, questions):
        typer.echo(line)
    for line in answerability_table(judgements, questions, judge.threshold):
        typer.echo(line)


def peers(
    public: Annotated[
        Path | None, typer.Option(help="A folder with the public sets; left out where absent.")
    ] = None,
) -> None:
    """Other frameworks' retrieval on the same questions and model, in Markdown."""
    settings = Settings()
    shelf = Shelf(settings.policies_folder)
    policy = shelf.load(settings.policy)
    sets = [_own_set(settings, policy)]
    if public is not None:
        try:
            sets += _public_sets(public, policy, shelf.source(policy.policy_id) or policy.text)
        except AbsentData as absent:
            typer.echo(str(absent), err=True)
    embedder = load_embedder(settings.embedding_model)
    with TemporaryDirectory() as folder:
        compared = comparison.peers(Path(folder))
        for asked in sets:
            rows = comparison.measured(compared, asked, embedder)
            for line in (*comparison.table(asked, rows), ""):
                typer.echo(line)


def _own_set(settings: Settings, policy: Policy) -> SpanSet:
    """The policy's cases, or its labelled questions where it has no cases."""
    if (GOLD / policy.policy_id).is_dir():
        return of_cases(policy, read_cases(policy))
    path = settings.policies_folder / policy.policy_id / "questions.yaml"
    return of_labelled(policy, read_labelled(path))


def _public_sets(folder: Path, policy: Policy, source: str) -> list[SpanSet]:
    part = folder / "privacyqa"
    questions = read_span_questions(part)
    return [
        of_real(policy, SourceLines(policy, source), read_real_questions(folder)),
        of_spans(read_documents(part / "corpus"), questions),
    ]
