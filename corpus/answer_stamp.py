"""Write down that somebody looked at answers again and found that they stand."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from corpus.answer_entry import AnswerEntry
from corpus.answer_file import AnswerFile, read_answer_file, watched
from corpus.errors import Fault, MalformedAnswers, UnknownAnswer
from corpus.located_yaml import Place
from corpus.policy import Policy

_Edit = tuple[int, int, str]
"""Where the old words begin and end, and the new ones."""
_INDENT = re.compile(r"[ -]*")


def stamp(
    content: str,
    policy: Policy,
    *,
    path: Path,
    answer_ids: Sequence[str],
    on: date,
    by: str | None = None,
) -> str:
    """The file with the digests of today in the answers named, and the date they were looked at.

    Every other character stays, comments too, save those among the digests of an answer that
    rests on other clauses than before. Raises ``UnknownAnswer``, or ``MalformedAnswers`` where an
    answer can't stand: it names a clause that is gone, or quotes words that its clause lacks.
    """
    file = read_answer_file(content, policy, path=path)
    places = {entry.id: (place, entry) for place, entry in file.entries}
    faults = list(file.faults)
    edits: list[_Edit] = []
    for answer_id in dict.fromkeys(answer_ids):
        if answer_id not in places:
            if faults:  # it may be one that could not be read
                raise MalformedAnswers(faults)
            raise UnknownAnswer(answer_id, tuple(places))
        place, entry = places[answer_id]
        faults += _gone(file, place, entry, policy)
        edits += _edits(file, content, place, entry, policy)
        edits.append(_word(file, content, (*place, "reviewed", "on"), on.isoformat()))
        if by is not None:
            edits.append((*file.located.span((*place, "reviewed", "by")), _quoted(by)))
    if faults:
        raise MalformedAnswers(faults)
    for start, end, words in sorted(edits, reverse=True):
        content = content[:start] + words + content[end:]
    if wrong := read_answer_file(content, policy, path=path).faults:
        raise MalformedAnswers(wrong)
    return content


def _gone(file: AnswerFile, place: Place, entry: AnswerEntry, policy: Policy) -> Iterator[Fault]:
    for number, sentence in enumerate(entry.answer):
        for order, support in enumerate(sentence.rests_on):
            if support.clause not in policy.clauses_by_id:
                yield file.located.fault(
                    (*place, "answer", number, "rests_on", order),
                    f"{entry.id} rests on {support.clause}, which is gone; name another clause",
                )


def _edits(
    file: AnswerFile, content: str, place: Place, entry: AnswerEntry, policy: Policy
) -> Iterator[_Edit]:
    here = (*place, "clauses")
    names = dict.fromkeys((*watched(entry, policy), *entry.clauses))
    known = policy.clauses_by_id
    digests = {name: known[name].digest for name in names if name in known}
    if digests.keys() == entry.clauses.keys():
        for name, digest in digests.items():
            yield _word(file, content, (*here, name), digest)
        return
    start, end = file.located.span(here)
    new_line = "\r\n" if "\r\n" in content else "\n"
    line = content.rfind("\n", 0, start) + 1
    lines = [f"{name}: {digest}" for name, digest in digests.items()]
    if content[start] == "{":
        # Behind the key, at whose depth two spaces are added.
        found = _INDENT.match(content, line)
        depth = (found.end() - line if found else 0) + 2
        start = len(content[:start].rstrip(" "))
        yield start, end, "".join(f"{new_line}{' ' * depth}{one}" for one in lines)
        return
    end = max(file.located.span((*here, name))[1] for name in entry.clauses)
    yield start, end, f"{new_line}{' ' * (start - line)}".join(lines) if lines else "{}"


def _word(file: AnswerFile, content: str, place: Place, word: str) -> _Edit:
    """Another word in a place, within the quotation marks that stand there."""
    start, end = file.located.span(place)
    marks = content[start] in "'\""
    return start + marks, end - marks, word


def _quoted(words: str) -> str:
    """The words as YAML takes them whatever they hold."""
    return "'" + " ".join(words.split()).replace("'", "''") + "'"
