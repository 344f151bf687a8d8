"""Read a policy written in Markdown.

Headings, paragraphs, lists and tables become clauses. A block may end in ``{#slug}`` to fix its
part of the id, and in ``{applies-to=AUDIENCE}`` to say whom it binds; a section's audience holds
for all under it. Neither is part of the text. Inline markup is dropped and its words are kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from corpus.clause import Audience, Clause, ClauseKind, Section
from corpus.errors import MalformedPolicy
from corpus.front_matter import read_front_matter
from corpus.policy import Policy

_ATTRIBUTES = re.compile(r"[ ]?\{((?:#[\w-]+|applies-to=\w+)(?: (?:#[\w-]+|applies-to=\w+))*)\}\Z")
_LONGEST_SLUG = 40


def read_markdown(markdown: str, *, path: Path | str) -> Policy:
    """The policy that the Markdown describes; ``MalformedPolicy`` names the line that is wrong."""
    front = read_front_matter(markdown, path=path)
    reader = _Reader(policy_id=front.facts["policy_id"], path=path, first_line=front.lines + 1)
    reader.read(SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(front.body)))
    return Policy(
        **front.facts,
        text=reader.text,
        clauses=tuple(reader.clauses),
        sections=tuple(reader.closed_sections()),
    )


@dataclass
class _Heading:
    words: str
    slug: str
    level: int
    start: int
    audience: Audience


@dataclass
class _Reader:
    """Walks the tree once; grows the text and notes what lies where."""

    policy_id: str
    path: Path | str
    first_line: int
    text: str = ""
    clauses: list[Clause] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    open_headings: list[_Heading] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    ordinals: dict[str, int] = field(default_factory=dict)

    def read(self, tree: SyntaxTreeNode) -> None:
        lead_in: Clause | None = None
        for node in tree.children:
            match node.type:
                case "heading":
                    self._heading(node)
                    lead_in = None
                case "paragraph":
                    lead_in = self._paragraph(node)
                case "bullet_list" | "ordered_list":
                    self._list(node, lead_in, separator="\n\n")
                    lead_in = None
                case "table":
                    self._table(node)
                    lead_in = None
                case "blockquote":
                    self.read(node)
                    lead_in = None
                case "hr":
                    pass
                case _:
                    raise self._wrong(
                        node, f"a {node.type.replace('_', ' ')} is not part of a policy's text; "
                        "use headings, paragraphs, lists and tables."
                    )  # fmt: skip

    def closed_sections(self) -> list[Section]:
        self._close(level=0)
        return sorted(self.sections, key=lambda section: (section.start, section.level))

    def _heading(self, node: SyntaxTreeNode) -> None:
        words, slug, audience = self._words(node)
        level = int(node.tag[1])
        self._close(level)
        start, _ = self._append(words, separator="\n\n")
        self.open_headings.append(
            _Heading(words, slug or _slug(words), level, start, audience or self._audience())
        )
        if level > 1:
            self._claim(self._path(), node)

    def _paragraph(self, node: SyntaxTreeNode) -> Clause:
        words, slug, audience = self._words(node)
        return self._add(
            node, words, slug or str(self._next(self._path())), ClauseKind.PARAGRAPH,
            audience=audience, separator="\n\n",
        )  # fmt: skip

    def _list(self, node: SyntaxTreeNode, lead_in: Clause | None, *, separator: str) -> None:
        stem = lead_in.clause_id.removeprefix(self._path() + "/") if lead_in else None
        if stem is None:
            stem = str(self._next(self._path()))
        for number, item in enumerate(node.children, start=1):
            nested = [child for child in item.children if child.type.endswith("_list")]
            blocks = [child for child in item.children if child not in nested]
            for block in blocks:
                if block.type != "paragraph":
                    raise self._wrong(
                        block, f"a {block.type.replace('_', ' ')} in a list item is not read; "
                        "use paragraphs and lists there."
                    )  # fmt: skip
            parts = [self._words(block) for block in blocks]
            self._append("- ", separator=separator)
            clause = self._add(
                item, "\n".join(words for words, _, _ in parts),
                next((slug for _, slug, _ in parts if slug), f"{stem}.{number}"),
                ClauseKind.LIST_ITEM,
                audience=next((audience for _, _, audience in parts if audience), None),
                lead_in=lead_in.text if lead_in else None,
                lead_in_id=lead_in.clause_id if lead_in else None,
                separator="",
            )  # fmt: skip
            separator = "\n"
            for inner in nested:
                self._list(inner, clause, separator="\n")

    def _table(self, node: SyntaxTreeNode) -> None:
        rows = [row for part in node.children for row in part.children]
        header = " | ".join(self._words(cell)[0] for cell in rows[0].children)
        self._append(header, separator="\n\n")
        label = ""
        for row in rows[1:]:
            cells = [self._words(cell) for cell in row.children]
            filled = [words for words, _, _ in cells if words]
            if not filled:
                continue
            continued = not cells[0][0]
            label = label if continued else cells[0][0]
            self._add(
                row, " | ".join(filled),
                next((slug for _, slug, _ in cells if slug), _slug(label)), ClauseKind.TABLE_ROW,
                audience=next((audience for _, _, audience in cells if audience), None),
                lead_in=f"{header}\n{label}" if continued else header, separator="\n",
            )  # fmt: skip

    def _add(
        self,
        node: SyntaxTreeNode,
        words: str,
        slug: str,
        kind: ClauseKind,
        *,
        audience: Audience | None,
        separator: str,
        lead_in: str | None = None,
        lead_in_id: str | None = None,
    ) -> Clause:
        start, end = self._append(words, separator=separator)
        clause = Clause(
            clause_id=self._claim(f"{self._path()}/{slug}", node),
            heading=tuple(h.words for h in self.open_headings if h.level > 1),
            start=start,
            end=end,
            text=words,
            kind=kind,
            applies_to=audience or self._audience(),
            lead_in=lead_in,
            lead_in_id=lead_in_id,
        )
        self.clauses.append(clause)
        return clause

    def _words(self, node: SyntaxTreeNode) -> tuple[str, str | None, Audience | None]:
        """The words of a block, and the slug and audience set behind them."""
        words = "".join(_plain(child) for child in node.walk() if child.type != "inline").strip()
        attributes = _ATTRIBUTES.search(words)
        if attributes is None:
            return words, None, None
        slug = audience = None
        for part in attributes.group(1).split():
            if part.startswith("#"):
                slug = part[1:]
            else:
                name = part.removeprefix("applies-to=")
                try:
                    audience = Audience(name)
                except ValueError:
                    known = ", ".join(Audience)
                    raise self._wrong(
                        node, f"it applies to {name!r}; the audiences are {known}."
                    ) from None
        return words[: attributes.start()].rstrip(), slug, audience

    def _append(self, words: str, *, separator: str) -> tuple[int, int]:
        if self.text:
            self.text += separator
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def _close(self, level: int) -> None:
        while self.open_headings and self.open_headings[-1].level >= level:
            heading = self.open_headings[-1]
            self.sections.append(
                Section(
                    section_id=self._path(),
                    heading=tuple(h.words for h in self.open_headings if h.level > 1),
                    level=heading.level,
                    start=heading.start,
                    end=len(self.text),
                )
            )
            self.open_headings.pop()

    def _path(self) -> str:
        return "/".join([self.policy_id, *(h.slug for h in self.open_headings if h.level > 1)])

    def _audience(self) -> Audience:
        return self.open_headings[-1].audience if self.open_headings else Audience.EVERYONE

    def _next(self, path: str) -> int:
        self.ordinals[path] = self.ordinals.get(path, 0) + 1
        return self.ordinals[path]

    def _claim(self, clause_id: str, node: SyntaxTreeNode) -> str:
        if clause_id in self.ids:
            raise self._wrong(node, f"the id {clause_id!r} is used twice; set another with {{#…}}.")
        self.ids.add(clause_id)
        return clause_id

    def _wrong(self, node: SyntaxTreeNode, problem: str) -> MalformedPolicy:
        placed = node
        while placed.map is None and placed.parent is not None:  # a table's cells have no lines
            placed = placed.parent
        line = f"line {placed.map[0] + self.first_line}: " if placed.map else ""
        return MalformedPolicy(self.path, line + problem)


def _plain(node: SyntaxTreeNode) -> str:
    match node.type:
        case "text" | "code_inline" | "text_special":
            return node.content
        case "softbreak" | "hardbreak":
            return " "
    return ""  # the words of links and images are nodes of their own


def _slug(words: str) -> str:
    slug = ""
    for word in _slug_words(words):
        if slug and len(slug) + 1 + len(word) > _LONGEST_SLUG:
            break
        slug = f"{slug}-{word}" if slug else word[:_LONGEST_SLUG]
    return slug or "section"


def _slug_words(words: str) -> Iterator[str]:
    return (match.group() for match in re.finditer(r"\w+", words.lower()))
