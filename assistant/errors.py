"""What can go wrong in a turn.

AssistantError
├── RefusedText       the guard will not pass what was typed
├── UnfaithfulQuote   a citation's quote does not stand in the policy
├── NoCalibration     no thresholds were measured for the embedding model
├── MalformedQuestions  a file of labelled questions can't be read
├── MalformedExamples  the examples of requests and questions can't be read
├── NoWeights         no classifier of requests was trained for the embedding model
├── WrongSetting      a setting of what is opened now can't be used
└── CannotListen      the server can't have its address (web/listener.py)
"""

from pathlib import Path


class AssistantError(Exception):
    """Base of the room's errors; the message ends in what to do."""


class RefusedText(AssistantError):
    """What was typed can't be a question: empty, too long, or not text."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class UnfaithfulQuote(AssistantError):
    """A quote is not the policy's text at its span, or lies outside its clause."""

    def __init__(self, clause_id: str, quote: str, found: str) -> None:
        self.clause_id = clause_id
        self.quote = quote
        self.found = found
        super().__init__(
            f"The quote {quote[:80]!r} for {clause_id} is not in the policy at its span, "
            f"which holds {found[:80]!r}. Cut quotes with Citation.cut."
        )


class NoCalibration(AssistantError):
    """The thresholds on file were measured with another embedding model."""

    def __init__(self, model: str, folder: Path) -> None:
        self.model = model
        super().__init__(
            f"No calibration for the embedding model {model!r} in {folder}. "
            "Make one with: python -m assistant calibrate"
        )


class MalformedQuestions(AssistantError):
    """A file of labelled questions can't be read."""

    def __init__(self, path: Path, problem: str) -> None:
        self.path = path
        super().__init__(f"{path} can't be read as labelled questions: {problem}.")


class MalformedExamples(AssistantError):
    """The examples that the classifier of requests is trained on can't be read."""

    def __init__(self, path: Path, problem: str) -> None:
        self.path = path
        super().__init__(f"{path} can't be read as examples: {problem}.")


class NoWeights(AssistantError):
    """The classifier of requests on file was trained with another embedding model."""

    def __init__(self, model: str, folder: Path) -> None:
        self.model = model
        super().__init__(
            f"No weights to tell requests from questions for the embedding model {model!r} in "
            f"{folder}. Train some with: python -m assistant.routing train"
        )


class WrongSetting(AssistantError):
    """A setting can't be used, or not without another."""

    def __init__(self, field: str, problem: str) -> None:
        self.field = field
        super().__init__(f"CLAUSEWISE_{field.upper()}: {problem}.")
