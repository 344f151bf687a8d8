"""Answer a file of questions and conversations, a line each."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.dialogue import Refused, Replied, dialogue
from assistant.reply_json import reply_as_json
from assistant.turn import Assistant
from index.batch import BatchLine, read_batch

Answered = tuple[str, bool]
"""A line of JSON to print, and whether its question could be read."""


def answer_batch(assistant: Assistant, path: Path) -> Iterator[Answered]:
    """One line out for each line in, in order."""
    for line in read_batch(path):
        yield _answer_line(assistant, line)


def _answer_line(assistant: Assistant, line: BatchLine) -> Answered:
    texts = _texts(line)
    if isinstance(texts, str):
        return json.dumps(
            {"id": line.line_id, "replies": [], "error": texts}, ensure_ascii=False
        ), False
    replies: list[dict[str, Any]] = []
    problems = []
    for number, turn in enumerate(dialogue(assistant.reply, texts), start=1):
        match turn:
            case Refused(sentence=sentence):
                problems.append(f"line {line.number}, turn {number}: {sentence}")
                replies.append({"error": sentence})
            case Replied(reply=reply, elapsed_ms=elapsed):
                replies.append(reply_as_json(reply, assistant.policy, elapsed_ms=elapsed))
    answer: dict[str, Any] = {"id": line.line_id, "replies": replies}
    if problems:
        answer["error"] = "; ".join(problems)
    return json.dumps(answer, ensure_ascii=False), not problems


def _texts(line: BatchLine) -> list[str] | str:
    """The turns of a line, or what is wrong with it."""
    if line.problem is not None:
        return line.problem
    turns = line.record.get("turns", [line.record.get("text")])
    if not isinstance(turns, list) or not turns:
        return f'line {line.number}: "turns" must be a list of messages'
    texts = [turn.get("text") if isinstance(turn, dict) else turn for turn in turns]
    if not all(isinstance(text, str) for text in texts):
        return f'line {line.number}: it has neither a "text" nor "turns" that hold text'
    return [str(text) for text in texts]
