"""What the policy does not answer, and what is wrong with it."""

from fastapi.responses import Response

from assistant.desk.drafts import empty_answer, eval_case
from assistant.desk.gaps import UNANSWERED, Gap, GapFinder
from assistant.desk.pages.part import DeskPart, as_file
from assistant.desk.rendering import Pages
from assistant.desk.room import DeskRoom
from assistant.desk.visit import Visit

_MOST_TURNS = 1000
_MOST_DISLIKED = 50
_YAML = "application/yaml"


class GapPages(DeskPart):
    """Gaps, and drafts that fill them."""

    def __init__(self, room: DeskRoom, pages: Pages) -> None:
        super().__init__(room, pages)
        self._finder = GapFinder(room.grounds.embedder)

    def gaps(self, visit: Visit) -> Response:
        """Unanswered questions, stale answers, flaws of the policy."""
        room = self._room
        return self._pages.page(
            "gaps", visit, gaps=self._found_gaps(), stale=room.grounds.stale,
            flaws=room.grounds.flaws, days=room.grounds.days,
            disliked=room.conversations.disliked(most=_MOST_DISLIKED),
        )  # fmt: skip

    def case(self, visit: Visit) -> Response:
        """An eval case as a file."""
        gap = self._gap(visit)
        return self._no_gap(visit) if gap is None else as_file(eval_case(gap), "case.yaml", _YAML)

    def answer(self, visit: Visit) -> Response:
        """An empty reviewed answer as a file."""
        gap = self._gap(visit)
        if gap is None:
            return self._no_gap(visit)
        today = self._room.now().astimezone(self._room.zone).date()
        return as_file(empty_answer(gap, on=today), "answer.yaml", _YAML)

    def _found_gaps(self) -> list[Gap]:
        room = self._room
        turns = room.conversations.latest(UNANSWERED, most=_MOST_TURNS)
        return list(self._finder.gaps(turns))

    def _gap(self, visit: Visit) -> Gap | None:
        label = visit.query.get("of", "")
        return next((gap for gap in self._found_gaps() if gap.label == label), None)

    def _no_gap(self, visit: Visit) -> Response:
        sentence = "That question is not there any more. Load the page of gaps again."
        return self._refusal(visit, sentence, status=404)
