"""``python -m assistant ask`` where the reply leaves a choice; the assistant is a fake."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from assistant.__main__ import main
from tests.fakes import BIOMETRIC, CHOICES, FakeAssistant

PROMPT = "Number, or Enter to leave it: "
ANSWER = "In the preceding twelve (12) months, we have not sold"


class Terminal(io.StringIO):
    """What is typed, line by line, or shown; Ctrl-C is a line of its own."""

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1) -> str:
        line = super().readline(-1 if size is None else size)
        if line == "^C\n":
            raise KeyboardInterrupt
        return line


class Pipe(Terminal):
    def isatty(self) -> bool:
        return False


Talk = Callable[..., str]


@pytest.fixture
def fake() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def talk(monkeypatch: pytest.MonkeyPatch, fake: FakeAssistant) -> Talk:
    """Runs ``ask`` while that is typed, and gives what it shows; it has to end well."""

    @contextmanager
    def opened(*_: object, **__: object) -> Iterator[FakeAssistant]:
        yield fake

    def run(
        *arguments: str,
        typed: str = "",
        stdin: type[io.StringIO] = Terminal,
        stdout: type[io.StringIO] = Terminal,
    ) -> str:
        shown = stdout()
        monkeypatch.setattr("assistant.in_terminal.open_assistant", opened)
        monkeypatch.setattr("assistant.__main__.ask_server", lambda *_, **__: False)
        monkeypatch.setattr("sys.argv", ["assistant", "ask", *arguments])
        monkeypatch.setattr("sys.stdin", stdin(typed))
        monkeypatch.setattr("sys.stdout", shown)
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code
        return shown.getvalue()

    return run


def test_the_topic_of_the_number_is_answered_in_the_same_run(
    talk: Talk, fake: FakeAssistant
) -> None:
    shown = talk("unclear", typed="1\n")
    assert shown.index(CHOICES[0]) < shown.index(PROMPT) < shown.index(ANSWER)
    assert fake.asked == ["unclear", "1"]


def test_the_choice_follows_upon_what_was_asked(talk: Talk) -> None:
    """To the fake, a number means something only where topics were offered last."""
    assert f"[1] {BIOMETRIC} (" in talk("unclear", typed=" 3 \n")


@pytest.mark.parametrize("typed", ["0", "4", "-1", "1.", "02", "²", "first", "1 2", "9" * 5000])
def test_what_is_no_number_of_a_topic_is_told_so_and_asked_again(talk: Talk, typed: str) -> None:
    shown = talk("unclear", typed=f"{typed}\n{typed}\n1\n")
    assert shown.count("Please type a number from 1 to 3.") == 2
    assert shown.count(PROMPT) == 3
    assert ANSWER in shown


@pytest.mark.parametrize("typed", ["\n", "  \n", "", "^C\n", "x\n^C\n"])
def test_it_can_be_left(talk: Talk, fake: FakeAssistant, typed: str) -> None:
    shown = talk("unclear", typed=typed)
    assert PROMPT in shown
    assert fake.asked == ["unclear"]


def test_the_prompt_is_left_on_a_line_of_its_own(talk: Talk) -> None:
    for typed in ("", "^C\n"):
        assert talk("unclear", typed=typed).endswith(f"{PROMPT}\n")


@pytest.mark.parametrize(
    "pipes", [{"stdin": Pipe}, {"stdout": Pipe}, {"stdin": Pipe, "stdout": Pipe}]
)
def test_nobody_is_asked_who_could_not_read_or_answer(
    talk: Talk, fake: FakeAssistant, pipes: dict[str, type[io.StringIO]]
) -> None:
    shown = talk("unclear", typed="1\n", **pipes)
    assert f"3. {CHOICES[2]}" in shown
    assert PROMPT not in shown
    assert fake.asked == ["unclear"]


def test_json_is_one_object_even_in_a_terminal(talk: Talk) -> None:
    reply = json.loads(talk("--json", "unclear", typed="1\n"))
    assert reply["kind"] == "clarification"
    assert [option["text"] for option in reply["options"]] == list(CHOICES)


@pytest.mark.parametrize("question", ["hello", "Do you sell my data?", "Why?"])
def test_where_there_is_no_choice_nothing_is_asked(talk: Talk, question: str) -> None:
    assert PROMPT not in talk(question, typed="1\n")
