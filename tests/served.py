"""Runs ``app.py`` with a fake assistant in place of the one that loads a model.

The first argument says what opening the assistant does: ``opens``, ``holds`` (a turn waits two
seconds), ``gathers`` (a turn waits until there are four at once), or ``fails``.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from types import ModuleType

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from assistant.conversation import Conversation  # noqa: E402 -- the path is set above
from assistant.reply import Reply  # noqa: E402
from index.errors import MissingIndex  # noqa: E402
from settings import Settings  # noqa: E402
from tests.fakes import FakeAssistant  # noqa: E402

behavior = sys.argv.pop(1)


class SlowAssistant(FakeAssistant):
    def reply(self, conversation: Conversation, text: str) -> Reply:
        time.sleep(2)
        return super().reply(conversation, text)


class GatheringAssistant(FakeAssistant):
    together = Barrier(4, timeout=20)

    def reply(self, conversation: Conversation, text: str) -> Reply:
        self.together.wait()
        return super().reply(conversation, text)


ASSISTANTS = {"holds": SlowAssistant, "gathers": GatheringAssistant}


@contextmanager
def open_assistant(settings: Settings, *, progress: None) -> Iterator[FakeAssistant]:  # noqa: ARG001 -- as the real one
    sys.stdout.write("opening\n")
    if behavior == "fails":
        raise MissingIndex(settings.policy, settings.index_folder)
    try:
        yield ASSISTANTS.get(behavior, FakeAssistant)()
    finally:
        sys.stdout.write("closed\n")


@contextmanager
def progress_bar() -> Iterator[None]:
    yield


def replace(name: str, value: Callable[..., object]) -> None:
    """Put a module with that one thing in the place of one that takes seconds to import."""
    module = ModuleType(name)
    setattr(module, value.__name__, value)
    sys.modules[name] = module


replace("assistant.bootstrap", open_assistant)
replace("index.progress_bar", progress_bar)

import typer  # noqa: E402

from app import main  # noqa: E402

typer.run(main)
