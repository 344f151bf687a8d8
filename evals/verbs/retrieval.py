"""``python -m evals retrieval`` and ``quotes``: ways to retrieve, and to quote what was found."""

from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from assistant.labelled import read_labelled
from corpus import Shelf
from evals.alternatives import ALTERNATIVES, searcher
from evals.elsewhere.public_sets import read_real_questions, read_span_questions
from evals.remembering import RememberingEmbedder
from evals.retrieval import labelled_row, quotes_row, real_row, span_row
from evals.source_lines import SourceLines
from index.documents import read_documents
from index.embedder import load_embedder
from index.recipe import SHIPPED
from settings import Settings


def retrieval(
    public: Annotated[
        Path | None, typer.Option(help="A folder with the public sets; left out where absent.")
    ] = None,
) -> None:
    """Print the table of ways to retrieve, in Markdown."""
    settings = Settings()
    shelf = Shelf(settings.policies_folder)
    policy = shelf.load(settings.policy)
    questions = read_labelled(settings.policies_folder / policy.policy_id / "questions.yaml")
    embedder = RememberingEmbedder(load_embedder(settings.embedding_model))
    lines = SourceLines(policy, shelf.source(policy.policy_id) or policy.text)
    if public is not None and not public.is_dir():
        typer.echo(f"{public} is absent: the public sets are left out.", err=True)
        public = None
    columns = ["labelled 1", "3", "5", "AUC"]
    if public is not None:
        columns += ["real 1", "3", "5", "AUC", "elsewhere p@1", "r@64"]
    typer.echo(f"| retrieval | {' | '.join(columns)} |")
    typer.echo("|---" + "|---:" * len(columns) + "|")
    for alternative in ALTERNATIVES:
        search = searcher([policy], embedder, alternative.recipe)
        row = labelled_row(search, policy, questions)
        if public is not None:
            row += real_row(search, policy, lines, read_real_questions(public))
            folder = public / "privacyqa" / "corpus"
            elsewhere = searcher(read_documents(folder), embedder, alternative.recipe)
            row += span_row(elsewhere, folder, read_span_questions(folder.parent))
        typer.echo(f"| {alternative.name} | {' | '.join(row)} |")


def quotes() -> None:
    """Print what quoting more or fewer of the hits brings, in Markdown."""
    settings = Settings()
    policy = Shelf(settings.policies_folder).load(settings.policy)
    questions = read_labelled(settings.policies_folder / policy.policy_id / "questions.yaml")
    embedder = RememberingEmbedder(load_embedder(settings.embedding_model))
    search = cache(searcher([policy], embedder, SHIPPED))
    typer.echo("| at most | margin | core cited | and nothing in vain | right quotes | quotes |")
    typer.echo("|---:" * 6 + "|")
    for most in (1, 2, 3):
        for margin in (0.0, 0.03, 0.06, 0.10, 0.15):
            row = quotes_row(search, policy, questions, most=most, margin=margin)
            typer.echo(f"| {most} | {margin:.2f} | {' | '.join(row)} |")
