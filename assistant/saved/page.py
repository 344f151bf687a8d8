"""A saved answer as a page that can be printed, or kept as a file: it needs nothing beside it."""

from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

from assistant import wording
from assistant.catalogues import say, spoken
from assistant.saved.answer import Quote, SavedAnswer
from corpus import Audience, Policy

_SHEET = Path(__file__).parent / "static" / "answer.css"


def answer_page(answer: SavedAnswer, today: Policy, *, download: str | None = None) -> str:
    """The page; ``today`` is the policy as it is served now.

    ``download`` is where the page can be had as a file; None for the file itself.
    """
    policy = answer.policy
    title = say("An answer about {company}’s privacy policy", company=policy.company)
    link = (
        f'<p class="away"><a href="{escape(download)}">{escape(say("Save as a file"))}</a></p>'
        if download
        else ""
    )
    facts = "\n".join(
        f"<dt>{escape(name)}</dt><dd>{escape(told)}</dd>" for name, told in _facts(answer)
    )
    return f"""<!doctype html>
<html lang="{spoken().language}" dir="{spoken().direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{escape(title)}</title>
<link rel="icon" href="data:,">
<style>{_sheet()}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
{link}
<h2>{escape(say("Asked"))}</h2>
<p class="asked">{_lines(answer.asked)}</p>
<h2>{escape(say("Answered"))}</h2>
<p class="reply" dir="auto">{_lines(answer.reply)}</p>
{_quotes(answer)}
<h2>{escape(say("What this rests on"))}</h2>
<dl>
{facts}
</dl>
<p>{escape(_checked(answer))}</p>
<p>{escape(_since(answer, today))}</p>
<p>{escape(say("An automated assistant gave this answer. It is not legal advice."))}</p>
</main>
</body>
</html>
"""


@cache
def _sheet() -> str:
    return _SHEET.read_text(encoding="utf-8")


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>\n")


def _quotes(answer: SavedAnswer) -> str:
    if not answer.quotes:
        return ""
    quotes = "\n".join(map(_quote, answer.quotes))
    return f"<h2>{escape(say('Where the policy says so'))}</h2>\n<ul>\n{quotes}\n</ul>"


def _quote(quote: Quote) -> str:
    label = ""
    if quote.applies_to is not Audience.EVERYONE:
        label = f"<strong>{escape(wording.applies_to(quote.applies_to))}</strong> · "
    place = f"{' › '.join(quote.heading)} ({quote.clause_id})"
    return (
        f'<li><blockquote lang="en" dir="ltr">[{quote.marker}] “{_lines(quote.text)}”</blockquote>'
        f"<p>{label}{escape(place)}</p></li>"
    )


def _facts(answer: SavedAnswer) -> Iterator[tuple[str, str]]:
    policy = answer.policy
    yield say("Date"), f"{answer.at:%Y-%m-%d %H:%M} UTC"
    yield say("Policy"), f"{policy.title}, {say('version {version}', version=policy.version)}"
    if policy.url:
        yield say("Published at"), policy.url
    yield say("Digest of its text (SHA-256)"), policy.sha256
    yield say("This address works until"), spoken().day(answer.until)


def _checked(answer: SavedAnswer) -> str:
    if answer.unfounded:
        marks = ", ".join(f"[{quote.marker}]" for quote in answer.unfounded)
        return say(
            "Careful: {marks} does not stand in the policy’s text of that day. Please tell the "
            "shop.",
            marks=marks,
        )
    return say(
        "Each quote was checked against the policy’s text of that day: it stands there, word for "
        "word."
    )


def _since(answer: SavedAnswer, today: Policy) -> str:
    if answer.policy.sha256 == today.sha256:
        return say("The policy’s text has not changed since.")
    gone = answer.gone_from(today.text)
    changed = say(
        "The policy has changed since: it is now version {version}.", version=today.version
    )
    if not gone:
        return f"{changed} {say('The words quoted here still stand in it.')}"
    marks = ", ".join(f"[{quote.marker}]" for quote in gone)
    return f"{changed} {say('No longer in it: {marks}.', marks=marks)}"
