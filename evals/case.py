"""A labelled question or conversation, and a set of them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from assistant.reason import Reason
from assistant.reply_json import ReplyKind
from corpus import Verdict


class AssertionType(StrEnum):
    """How a reply's text is looked at; the names are promptfoo's."""

    ICONTAINS = "icontains"
    ICONTAINS_ANY = "icontains-any"
    ICONTAINS_ALL = "icontains-all"
    NOT_ICONTAINS = "not-icontains"
    NOT_ICONTAINS_ANY = "not-icontains-any"
    REGEX = "regex"
    NOT_REGEX = "not-regex"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """Words or facts that a right reply must, or must not, show."""

    type: AssertionType
    values: tuple[str, ...]

    def holds(self, text: str) -> bool:
        """Whether the text is as asserted; letter case matters to regular expressions alone."""
        found = [value.casefold() in text.casefold() for value in self.values]
        match self.type:
            case AssertionType.ICONTAINS | AssertionType.ICONTAINS_ALL:
                return all(found)
            case AssertionType.ICONTAINS_ANY:
                return any(found)
            case AssertionType.NOT_ICONTAINS | AssertionType.NOT_ICONTAINS_ANY:
                return not any(found)
            case AssertionType.REGEX:
                return all(re.search(value, text) for value in self.values)
            case AssertionType.NOT_REGEX:
                return not any(re.search(value, text) for value in self.values)


REQUEST_FIELDS = ("right", "name", "email", "phone", "state", "order", "on_behalf_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What someone types, and what a right reply to its last turn is."""

    case_id: str
    turns: tuple[str, ...]
    kinds: tuple[ReplyKind, ...]
    """Those that are right, the best first."""
    reasons: tuple[Reason, ...] = ()
    """Those that are right for a reply without an answer; none is any."""
    verdict: Verdict | None = None
    core: frozenset[str] = frozenset()
    """Clauses of which a right answer cites at least one."""
    accept: frozenset[str] | None = None
    """Further clauses that it may cite; None where citations are not judged."""
    assertions: tuple[Assertion, ...] = ()
    request: Mapping[str, str] | None = None
    """What was said of a request, by ``REQUEST_FIELDS``; what was not said is absent."""
    tags: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the policy answers; not where abstaining is right as well."""
        return self.kinds[0] is ReplyKind.ANSWER and ReplyKind.ABSTENTION not in self.kinds

    @property
    def silent(self) -> bool:
        """Whether only a reply that says that the policy does not answer is right."""
        return self.kinds[0] is ReplyKind.ABSTENTION and ReplyKind.ANSWER not in self.kinds

    @property
    def citable(self) -> frozenset[str] | None:
        """All that a right reply may cite; None where citations are not judged."""
        return None if self.accept is None else self.core | self.accept

    @property
    def question_sha256(self) -> str:
        """Of what is typed: replies to it can be compared as long as this is the same."""
        return sha256(json.dumps(self.turns).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSet:
    """The cases of one policy."""

    name: str
    policy_id: str
    cases: tuple[Case, ...]

    def case(self, case_id: str) -> Case | None:
        """The case with this id, if there is one."""
        return next((case for case in self.cases if case.case_id == case_id), None)

    @property
    def sha256(self) -> str:
        """Of what is typed in all cases, labels aside."""
        typed = sorted(f"{case.case_id} {case.question_sha256}" for case in self.cases)
        return sha256("\n".join(typed).encode()).hexdigest()
