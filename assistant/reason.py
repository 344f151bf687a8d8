"""Why a reply is no answer."""

from enum import StrEnum


class Reason(StrEnum):
    """Why a reply is not an answer."""

    POLICY_SILENT = "policy_silent"
    OUTSIDE_POLICY = "outside_policy"
    LOW_CONFIDENCE = "low_confidence"
    ASKED_FOR_HUMAN = "asked_for_human"
    UNKNOWN_LANGUAGE = "unknown_language"
    UNSAFE = "unsafe"
    LEGAL_THREAT = "legal_threat"
    DISTRESS = "distress"
    REPEATED_FAILURE = "repeated_failure"
    INTERNAL_ERROR = "internal_error"
