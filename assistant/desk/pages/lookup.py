"""The box to ask the policy."""

from fastapi.responses import Response

from assistant.conversation import Conversation
from assistant.desk.pages.part import DeskPart
from assistant.desk.visit import Visit
from assistant.errors import RefusedText
from assistant.reply_lines import reply_lines


class LookupPages(DeskPart):
    """Look-ups in the policy."""

    def ask(self, visit: Visit) -> Response:
        """A box for questions, and what the policy says to the one in it."""
        question = visit.query.get("q", "").strip()
        answer = problem = ""
        if question:
            try:
                reply = self._room.responder.reply(Conversation.begin(), question)
                answer = "\n".join(reply_lines(reply))
            except RefusedText as refused:
                problem = refused.sentence
        return self._pages.page("ask", visit, question=question, answer=answer, problem=problem)
