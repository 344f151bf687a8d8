"""What is kept of the work: the figures of a year, and who did what."""

from fastapi.responses import Response

from assistant.desk.pages.part import DeskPart
from assistant.desk.record import by_month, figures
from assistant.desk.visit import Visit

_DEEDS_SHOWN = 200


class RecordPages(DeskPart):
    """Figures and deeds."""

    def record(self, visit: Visit) -> Response:
        """The figures of a year."""
        now = self._room.now()
        told = visit.query.get("year", "")
        year = int(told) if told.isdecimal() and len(told) == 4 else now.year
        whole = list(map(self._whole, self._room.store.listed()))
        of_year, months = figures(whole, year), by_month(whole, year)
        return self._pages.page(
            "record", visit, year=year, figures=of_year, months=months,
            most=max((one.received for one in of_year), default=1),
            most_a_month=max(1, *(count for _, count in months)),
        )  # fmt: skip

    def deeds(self, visit: Visit) -> Response:
        """Who did what, and whether the log is whole."""
        return self._pages.page(
            "deeds", visit, deeds=self._room.deeds.latest(_DEEDS_SHOWN),
            broken=self._room.deeds.first_broken(), changes_broken=self._room.store.first_broken(),
        )  # fmt: skip
