"""The index's verbs: ``python -m index build | search``."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from corpus import Shelf
from corpus.terminal import run_verbs
from index.batch import BatchLine, read_batch
from index.build import build
from index.documents import read_documents
from index.embedder import load_embedder
from index.errors import IndexFault, UnknownDocument
from index.generation import Shelfmark
from index.passage import Hit
from index.progress_bar import progress_bar
from index.recipe import SHIPPED
from index.retriever import Retriever
from index.upkeep import fresh_retriever, kept_retriever
from settings import Settings, StaleIndexChoice

verbs = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@verbs.command("build")
def build_index(
    policy: Annotated[str | None, typer.Option(help="The policy to index.")] = None,
    documents: Annotated[
        Path | None, typer.Option(help="A folder of .txt files to index instead.")
    ] = None,
    index: Annotated[
        str | None, typer.Option(help="The index's name; the policy's or the folder's by default.")
    ] = None,
) -> None:
    """Build an index and serve it from now on."""
    settings = Settings()
    texts = (
        read_documents(documents)
        if documents
        else [Shelf(settings.policies_folder).load(policy or settings.policy)]
    )
    name = index or (documents.resolve().name if documents else texts[0].policy_id)
    if name in ("", "..") or Path(name).name != name:
        raise typer.BadParameter(f"{name!r} can't name an index; give a plain name with --index.")
    if documents and name in Shelf(settings.policies_folder).policy_ids():
        raise typer.BadParameter(f"{name!r} is a policy's index; name another with --index.")
    with progress_bar() as progress:
        manifest = build(
            Shelfmark(folder=settings.index_folder, name=name),
            texts,
            load_embedder(settings.embedding_model),
            SHIPPED,
            progress=progress,
        )
    typer.echo(f"{name}: {manifest.passages} passages of {len(texts)} document(s)")


@verbs.command()
def search(
    question: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    policy: Annotated[str | None, typer.Option(help="The policy to search.")] = None,
    index: Annotated[str | None, typer.Option(help="An index built from documents.")] = None,
    document: Annotated[str | None, typer.Option(help="The document of it to search.")] = None,
    batch: Annotated[
        Path | None, typer.Option(help='A file of {"id", "text"} lines; - is standard input.')
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="How many hits.")] = 5,
) -> None:
    """Show the hits of a question, or of each line of a batch, with their scores."""
    if (question is None) == (batch is None):
        raise typer.BadParameter("give either a question or --batch FILE.")
    settings = Settings()
    with _retriever(settings, policy, index) as retriever:
        name = _document(retriever, document or (None if index else policy or settings.policy))
        if batch is not None:
            good = [_print_line(retriever, line, name, top) for line in read_batch(batch)]
            raise typer.Exit(0 if all(good) else 1)
        # Bytes of an argument that are not UTF-8 arrive as halves of surrogate pairs.
        asked = (question or "").encode("utf-8", "replace").decode("utf-8")
        for hit in retriever.search(asked, document=name, top=top):
            place = " ".join(hit.passage.clause_ids)
            typer.echo(
                f"{hit.rank:>3} {hit.score:.3f} {place} [{hit.passage.start}-{hit.passage.end}]"
            )
            typer.echo(f"    {hit.passage.text}")


@contextmanager
def _retriever(settings: Settings, policy: str | None, index: str | None) -> Iterator[Retriever]:
    embedder = load_embedder(settings.embedding_model)
    wait = settings.lock_wait_seconds
    if index is not None:
        mark = Shelfmark(folder=settings.index_folder, name=index)
        with kept_retriever(mark, embedder, wait_seconds=wait) as retriever:
            yield retriever
        return
    loaded = Shelf(settings.policies_folder).load(policy or settings.policy)
    with ExitStack() as stack:
        with progress_bar() as progress:  # it would hold the terminal while hits are shown
            opening = fresh_retriever(
                Shelfmark(folder=settings.index_folder, name=loaded.policy_id),
                loaded,
                embedder,
                SHIPPED,
                rebuild=settings.stale_index is StaleIndexChoice.REBUILD,
                wait_seconds=wait,
                report=lambda sentence: typer.echo(sentence, err=True),
                progress=progress,
            )
            retriever = stack.enter_context(opening)
        yield retriever


def _document(retriever: Retriever, name: str | None) -> str:
    """The document's full name; a file may be named without its ``.txt``."""
    if name is None and len(retriever.documents) == 1:
        return retriever.documents[0]
    for known in (name, f"{name}.txt"):
        if known in retriever.documents:
            return str(known)
    raise UnknownDocument(name or "(none given; use --document)", retriever.documents)


def _print_line(retriever: Retriever, line: BatchLine, document: str, top: int) -> bool:
    text = line.record.get("text")
    problem = line.problem
    if problem is None and (not isinstance(text, str) or not text.strip()):
        problem = f'line {line.number}: it has no "text"'
    answer: dict[str, object] = {"id": line.line_id}
    if problem is not None:
        answer["error"] = problem
    else:
        hits = retriever.search(str(text), document=document, top=top)
        answer["hits"] = [_as_json(hit) for hit in hits]
    typer.echo(json.dumps(answer, ensure_ascii=False))
    return problem is None


def _as_json(hit: Hit) -> dict[str, object]:
    passage = hit.passage
    return {
        "document": passage.document,
        "start": passage.start,
        "end": passage.end,
        "score": round(hit.score, 6),
    }


def main() -> None:
    """Run a verb."""
    run_verbs(verbs, IndexFault)


if __name__ == "__main__":
    main()
