"""The rights that a policy gives, each with the clauses that say to whom and how."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import yaml

from corpus.errors import MalformedPolicy
from corpus.policy import Policy
from corpus.promise import Promise, read_promise


class Right(StrEnum):
    """What a person can ask to be done with their data."""

    KNOW = "know"
    ACCESS = "access"
    PORTABILITY = "portability"
    DELETE = "delete"
    CORRECT = "correct"
    OPT_OUT = "opt_out"
    LIMIT = "limit"
    SHINE_THE_LIGHT = "shine_the_light"
    UNSUBSCRIBE_EMAIL = "unsubscribe_email"
    STOP_SMS = "stop_sms"
    CHILD_DATA = "child_data"
    APPEAL = "appeal"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRights:
    """What a policy says of the rights that it gives."""

    clauses: Mapping[Right, tuple[str, ...]] = field(default_factory=dict)
    """The ids of the clauses that say to whom and how, by right."""
    promises: Mapping[Right, tuple[Promise, ...]] = field(default_factory=dict)
    """The times within which the policy promises to act, by right."""


def read_rights(content: str, policy: Policy, *, path: Path) -> PolicyRights:
    """Rights with clauses and promises; ``MalformedPolicy`` where one of them is unknown."""
    try:
        listed = yaml.safe_load(content) or {}
    except (yaml.YAMLError, ValueError) as error:
        raise MalformedPolicy(path, f"it is not YAML: {error}") from error
    if not isinstance(listed, Mapping):
        raise MalformedPolicy(path, "it must hold one right a key, with a list of clause ids.")
    clauses, promises = {}, {}
    for name, held in listed.items():
        if name not in set(Right):
            raise MalformedPolicy(path, f"{name!r} is no right; the rights are {', '.join(Right)}.")
        rests_on, promised = _parted(name, held, path)
        clauses[Right(name)] = tuple(_known(one, name, policy, path) for one in rests_on)
        promises[Right(name)] = tuple(_promise(one, name, policy, path) for one in promised)
    return PolicyRights(clauses=clauses, promises={k: v for k, v in promises.items() if v})


def _parted(name: str, held: object, path: Path) -> tuple[list[object], list[object]]:
    """The clauses and the promises; a plain list is one of clauses."""
    if isinstance(held, Mapping) and set(held) <= {"clauses", "promises"}:
        rests_on, promised = held.get("clauses", []), held.get("promises", [])
    else:
        rests_on, promised = held, []
    if not isinstance(rests_on, list) or not isinstance(promised, list):
        raise MalformedPolicy(path, f"{name!r} must have a list of clause ids.")
    return rests_on, promised


def _known(clause_id: object, name: str, policy: Policy, path: Path) -> str:
    if not isinstance(clause_id, str) or clause_id not in policy.clauses_by_id:
        raise MalformedPolicy(path, f"{name!r} names the unknown clause {clause_id!r}.")
    return clause_id


def _promise(listed: object, name: str, policy: Policy, path: Path) -> Promise:
    try:
        promise = read_promise(listed)
    except ValueError as error:
        raise MalformedPolicy(path, f"{name!r} promises what can't be read: {error}.") from error
    _known(promise.clause_id, name, policy, path)
    return promise
