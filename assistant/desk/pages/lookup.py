"""The box to ask the policy."""

from fastapi.responses import Response

from assistant.conversation import Conversation
from assistant.desk.customers_text import for_a_customer
from assistant.desk.pages.part import DeskPart
from assistant.desk.visit import Visit
from assistant.errors import RefusedText
from assistant.reply_lines import reply_lines


class LookupPages(DeskPart):
    """Look-ups in the policy."""

    def ask(self, visit: Visit) -> Response:
        """A box for questions, and what the policy says to the one in it."""
        question = visit.query.get("q", "").strip()
        answer = customers = problem = ""
        if question:
            try:
                reply = self._room.responder.reply(Conversation.begin(), question)
                answer = "\n".join(reply_lines(reply))
                customers = for_a_customer(reply, self._room.responder.policy)
                self._room.lookups.keep(visit.name, question, at=self._room.now())
            except RefusedText as refused:
                problem = refused.sentence
        return self._pages.page(
            "ask", visit, question=question, answer=answer, customers=customers, problem=problem,
            lookups=self._room.lookups.of(visit.name),
        )  # fmt: skip
