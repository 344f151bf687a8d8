"""Replies as the Markdown that the chat shows.

Words are data: each punctuation mark of what was typed, quoted or written becomes a character
reference, which Markdown shows and never obeys. So no word can become a link, a picture, a tag or
a list; the only markup is what this file adds, and the only links are markers into the policy and
the contact's e-mail address.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from string import punctuation

from assistant import wording
from assistant.catalogues import say
from assistant.reply import Citation, Clarification, Reply, SmallTalk
from corpus import Audience

_REFERENCES = {ord(mark): f"&#{ord(mark)};" for mark in punctuation}
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_MARKER = re.compile(r"\[(\d+)\]")


def plain(text: str) -> str:
    """Markdown that shows the text as it stands, line by line."""
    lines = "".join(c for c in text if c == "\n" or not _unprintable(c)).split("\n")
    # Leading white space would make a code block.
    return "\n".join(line.strip() for line in lines).translate(_REFERENCES)


def render(reply: Reply, *, contact: str) -> str:
    """The reply with its quotes set apart, each followed by where in the policy it stands.

    Where our own words name ``contact`` and it is an e-mail address, it is a link.
    """
    if isinstance(reply, Clarification):
        return _choice(reply, contact)
    citations = () if isinstance(reply, SmallTalk) else reply.citations
    blocks: list[str] = []
    quoted: set[int] = set()
    for piece in _pieces(reply.text, citations):
        if isinstance(piece, Citation):
            quoted.add(piece.marker)
            blocks.append(_quotation(piece))
        elif piece.strip():
            linked = _linked(piece.strip(), citations)
            blocks.append(_with_address(linked, contact))
    rest = [citation for citation in citations if citation.marker not in quoted]
    if rest:
        blocks.append(_sources(rest))
    return "\n\n".join(blocks)


def target(citation: Citation) -> str:
    """The fragment that opens the policy at the quote."""
    return f"#policy-{citation.start}-{citation.end}"


def _choice(reply: Clarification, contact: str) -> str:
    """The topics as a list, which stays to be read when they are no longer buttons."""
    topics = (plain(" ".join(option.text.split())) for option in reply.options)
    numbered = (f"{number}. {topic}" for number, topic in enumerate(topics, start=1))
    return "\n".join([_with_address(plain(reply.lead), contact), "", *numbered])


def _unprintable(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or character in _BIDI


def _pieces(text: str, citations: tuple[Citation, ...]) -> Iterator[str | Citation]:
    """The text cut where it holds a citation's quote with its marker."""
    rest = text
    for citation in citations:
        before, found, after = rest.partition(f"“{citation.quote}” [{citation.marker}]")
        if found:
            # The page says in its own way whom a quote binds.
            yield before.replace(wording.binds_some(citation.applies_to), "")
            yield citation
            rest = after
    yield rest


def _quotation(citation: Citation) -> str:
    lines = f"“{citation.quote}”".split("\n")
    shown = [_line(line) for line in lines]
    # A paragraph under a list would be read as part of its last item.
    shown[-1] += f" {_link(citation)}"
    if citation.applies_to is not Audience.EVERYONE:
        shown = [_binds(citation), "", *shown]
    return "\n".join(f"> {line}" for line in [*shown, "", _heading(citation)])


def _line(line: str) -> str:
    is_item = line.startswith("- ")
    return f"- {plain(line[2:])}" if is_item else plain(line)


def _linked(text: str, citations: tuple[Citation, ...]) -> str:
    """Escaped text in which known markers are links."""
    known: Mapping[str, Citation] = {str(citation.marker): citation for citation in citations}
    parts = _MARKER.split(text)
    shown = [plain(part) for part in parts]
    for at in range(1, len(parts), 2):
        citation = known.get(parts[at])
        shown[at] = _link(citation) if citation else plain(f"[{parts[at]}]")
    return _spaced(parts, shown)


def _with_address(markdown: str, contact: str) -> str:
    if not _EMAIL.fullmatch(contact):
        return markdown
    shown = plain(contact)
    return markdown.replace(shown, f"[{shown}](mailto:{contact})")


def _spaced(parts: list[str], shown: list[str]) -> str:
    """The shown parts with the white space that stood at the edges of the raw ones."""
    text = ""
    for raw, part in zip(parts, shown, strict=True):
        head = raw[: len(raw) - len(raw.lstrip())]
        tail = raw[len(raw.rstrip()) :] if raw.strip() else ""
        text += f"{head}{part.strip()}{tail}"
    return text


def _link(citation: Citation) -> str:
    title = say("Show this quote in the policy")
    return f'[&#91;{citation.marker}&#93;]({target(citation)} "{title}")'


def _heading(citation: Citation) -> str:
    return f"*{plain(citation.heading[-1] if citation.heading else say('Policy'))}*"


def _binds(citation: Citation) -> str:
    return f"**{plain(wording.applies_to(citation.applies_to))}**"


def _place(citation: Citation) -> str:
    if citation.applies_to is Audience.EVERYONE:
        return _heading(citation)
    return f"{_heading(citation)} · {_binds(citation)}"


def _sources(citations: list[Citation]) -> str:
    entries = (
        f"- {_link(citation)} “{plain(citation.quote.replace(chr(10), ' '))}” {_place(citation)}"
        for citation in citations
    )
    return "\n".join([f"**{plain(say('Where the policy says so'))}**", "", *entries])
