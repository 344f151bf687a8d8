"""The rights that a policy gives, each with the clauses that say to whom and how."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import yaml

from corpus.errors import MalformedPolicy
from corpus.policy import Policy


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


def read_rights(content: str, policy: Policy, *, path: Path) -> Mapping[Right, tuple[str, ...]]:
    """The clause ids under each right; ``MalformedPolicy`` where a right or a clause is unknown."""
    try:
        listed = yaml.safe_load(content) or {}
    except (yaml.YAMLError, ValueError) as error:
        raise MalformedPolicy(path, f"it is not YAML: {error}") from error
    if not isinstance(listed, Mapping):
        raise MalformedPolicy(path, "it must hold one right a key, with a list of clause ids.")
    rights = {}
    for name, clause_ids in listed.items():
        if name not in set(Right):
            raise MalformedPolicy(path, f"{name!r} is no right; the rights are {', '.join(Right)}.")
        if not isinstance(clause_ids, list):
            raise MalformedPolicy(path, f"{name!r} must have a list of clause ids.")
        for clause_id in clause_ids:
            if not isinstance(clause_id, str) or clause_id not in policy.clauses_by_id:
                raise MalformedPolicy(path, f"{name!r} names the unknown clause {clause_id!r}.")
        rights[Right(name)] = tuple(clause_ids)
    return rights
