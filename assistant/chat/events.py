"""What happens when a control of the page is used; nothing does more than a shopper may.

Gradio calls these with what stands in their inputs, and the tab's own name before that.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

import gradio as gr

from assistant.catalogues import Catalogue, Sentence, catalogue_for, speaking
from assistant.chat.layout import MOST_NEXT
from assistant.chat.restoring import TAB
from assistant.chat.showing import Shown, shown, shown_following, unchanged
from assistant.chat.turn_taking import TurnTaking
from assistant.chat.update import Update
from assistant.tickets.request import Field
from assistant.verdict import Verdict

_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
"""A random UUID (RFC 9562), as browsers make them."""


@dataclass(frozen=True, slots=True)
class Events:
    """Takes the turns of all pages, each in the language of its reader."""

    turns: TurnTaking
    catalogues: Mapping[str, Catalogue]

    def saying(self, key: str, text: str, request: gr.Request) -> Iterator[Shown]:
        """Say what was typed, or what a choice reads: a message like any other."""
        said = self.turns.say(_page(request, key), text)
        yield from self._telling((shown(transcript) for transcript in said), request)

    def send(self, key: str, text: str, request: gr.Request) -> Iterator[Shown]:
        """Say what stands in the box, and empty that."""
        emptied: object = ""  # once; what is typed from then on is the next question
        for told in self.saying(key, text, request):
            yield [emptied, *told]
            emptied = gr.skip()

    def press(self, words: Sentence) -> Callable[[str, gr.Request], Iterator[Shown]]:
        """Say the words of a button that always says the same."""

        def pressed(key: str, request: gr.Request) -> Iterator[Shown]:
            with self._speaking(request):
                text = words()
            yield from self.saying(key, text, request)

        return pressed

    # Gradio counts parameters, so the fields can't be gathered by a star.
    def file(
        self, key: str, name: str, email: str, phone: str, state: str, order: str, details: str,
        request: gr.Request,
    ) -> Iterator[Shown]:  # fmt: skip
        """Send the form."""
        given = (name, email, phone, state, order, details)
        fields = dict(zip(Field, (text or "" for text in given), strict=True))
        said = self.turns.send_form(_page(request, key), fields)
        yield from self._telling((shown(one, typed=fields) for one in said), request)

    def judge(self, verdict: Verdict | None) -> Callable[[str, gr.Request], Shown]:
        """Note what a shopper thinks of the last answer; None: it did not help."""

        def judged(key: str, request: gr.Request) -> Shown:
            with self._speaking(request):
                return shown(self.turns.judge(_page(request, key), verdict))

        return judged

    def forget(self, key: str, request: gr.Request) -> Shown:
        """Begin anew, once nothing is kept of what was said."""
        with self._speaking(request):
            return shown(self.turns.forget(_page(request, key)))

    def resume(self, key: str, request: gr.Request) -> Shown:
        """Show what was said."""
        with self._speaking(request):
            return shown(self.turns.resume(_page(request, key)))

    def look(self, key: str, request: gr.Request) -> str | Update:
        """Change what tells that a person wrote, where one did."""
        return self.turns.look(_page(request, key)) or gr.skip()

    def suggest(self, key: str, request: gr.Request) -> Shown:
        """Show what may be asked next, where that is new."""
        with self._speaking(request):
            more = self.turns.suggest(_page(request, key))
            return shown_following(more) if more else [gr.skip() for _ in range(MOST_NEXT)]

    def _speaking(self, request: gr.Request) -> AbstractContextManager[None]:
        return speaking(self._catalogue(request))

    def _catalogue(self, request: gr.Request) -> Catalogue:
        return catalogue_for(request.query_params, request.headers, self.catalogues)

    def _telling(self, steps: Iterable[Shown], request: gr.Request) -> Iterator[Shown]:
        yield from _step_by_step(self._catalogue(request), steps)
        # Gradio tells the page the last step again as the event ends. Meanwhile another event may
        # have told it more, or the next question been typed.
        yield unchanged()


def _step_by_step(catalogue: Catalogue, steps: Iterable[Shown]) -> Iterator[Shown]:
    """The steps, each worked out in that language; between two of them others may be spoken to."""
    remaining = iter(steps)
    while True:
        with speaking(catalogue):
            step = next(remaining, None)
        if step is None:
            return
        yield step


def _page(request: gr.Request, key: str) -> str:
    """The random name that a tab gives itself; that of the open page where it has none.

    Only a browser can make it up and tell it to us, so nobody comes by another's.
    """
    return f"{TAB}{key}" if _KEY.fullmatch(key or "") else f"page {request.session_hash}"
