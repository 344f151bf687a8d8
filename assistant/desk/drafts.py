"""What somebody makes of a question that had no answer: an eval case, or an empty reviewed answer.

Both are text to be looked at and put into the policy's files: the server changes none of those.
"""

import re
from collections.abc import Sequence
from datetime import date

import yaml

from assistant.desk.gaps import Gap
from assistant.reason import Reason

_LONGEST_ID = 60


def eval_case(gap: Gap) -> str:
    """A case that says what is true today: the policy does not answer this."""
    reason = gap.reasons[0] if gap.reasons else Reason.POLICY_SILENT
    case: dict[str, object] = {
        "id": f"gap-{_slug(gap.label)}", "turns": [gap.label], "kind": "abstention",
        "reason": reason, "tags": ["gap"],
    }  # fmt: skip
    head = "# Asked in the chat. Change kind, verdict and core if the policy does answer it.\n"
    return head + _written([case])


def empty_answer(gap: Gap, *, on: date) -> str:
    """An entry for answers.yaml, with how people asked; what it says is left to a person."""
    asked = [gap.label, *gap.examples]
    lines = [
        f"- id: {_slug(gap.label)}",
        "  family:",
        "  topic: # the question that it answers, offered where another was meant as well",
        "  kind: silence # or answer",
        "  verdict: # yes, no, depends or states; none for a silence",
        "  asked:",
        *(f"    - {_quoted(text)}" for text in asked),
        "  answer:",
        "    - says:",
        "      rests_on:",
        "        - clause:",
        "  clauses:",
        "  reviewed:",
        "    by:",
        f"    on: {on.isoformat()}",
    ]
    return "\n".join(lines) + "\n"


def _slug(text: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return words[:_LONGEST_ID].rstrip("-") or "question"


def _written(entries: Sequence[dict[str, object]]) -> str:
    plain = [{key: _plain(value) for key, value in entry.items()} for entry in entries]
    return str(yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=1000))


def _plain(value: object) -> object:
    return str(value) if isinstance(value, str) else value


def _quoted(text: str) -> str:
    return yaml.safe_dump(text, allow_unicode=True, width=100_000).removesuffix("\n...\n").strip()
