"""The sentences that stand in the code, and the files of them that translators work on."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

_ROOM = Path(__file__).parent.parent
_SAYING = frozenset({"say", "Sentence"})


def sentences_in_code(room: Path = _ROOM) -> dict[str, list[str]]:
    """Each sentence with the files that say it, sorted."""
    found: dict[str, list[str]] = {}
    for file in sorted(room.rglob("*.py")):
        place = file.relative_to(room.parent).as_posix()
        for sentence in _said(ast.parse(file.read_text(encoding="utf-8"))):
            places = found.setdefault(sentence, [])
            if place not in places:
                places.append(place)
    return dict(sorted(found.items()))


def brought_up_to_date(file: Path, *, language: str) -> Catalog:
    """The file's translations for the sentences that are in the code now; no others.

    A sentence that was changed a little keeps its translation, marked as fuzzy: it isn't used
    until somebody looked at it.
    """
    catalog = Catalog(locale=language)
    if file.exists():
        with file.open("rb") as lines:
            catalog = read_po(lines, locale=language)
    template = Catalog(creation_date=datetime.now(UTC))
    for sentence, places in sentences_in_code().items():
        template.add(sentence, locations=[(place, 0) for place in places])
    catalog.update(template, update_header_comment=False)
    catalog.obsolete.clear()
    return catalog


def write(catalog: Catalog, file: Path) -> None:
    """Write the file as it is kept: sorted, and without what changes by itself."""
    with file.open("wb") as lines:
        write_po(
            lines, catalog, sort_output=True, omit_header=True, include_lineno=False,
            ignore_obsolete=True, width=100,
        )  # fmt: skip


def _said(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else None
        first = node.args[0]
        if name in _SAYING and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value
