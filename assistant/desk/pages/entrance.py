"""Coming in and going: signing in and out, the first password, and what is refused."""

from fastapi.responses import RedirectResponse, Response

from assistant.desk.account import NoInvitation, NoSignIn, WeakPassword
from assistant.desk.pages.part import DeskPart
from assistant.desk.single_sign_on import NoSignOn
from assistant.desk.visit import COOKIE, SIGN_ON_COOKIE, Visit

QUEUE = "/desk/queue"
_SIGN_ON_SECONDS = 600
_NO_ACCOUNT = "Nobody with your address has an account here. Ask an admin to invite you with it."


class Entrance(DeskPart):
    """Where nobody is signed in yet, or may not go on."""

    def home(self, _visit: Visit) -> Response:
        """Where the work is."""
        return RedirectResponse(QUEUE, status_code=303)

    def sign_in(self, visit: Visit) -> Response:
        """The form to sign in by."""
        return self._sign_in(visit, "")

    def sign_on(self, visit: Visit) -> Response:
        """The way to the provider of single sign-on."""
        provider = self._room.provider
        if provider is None:
            return self._refusal(visit, "Single sign-on is not set up here.", status=404)
        try:
            address, token = provider.begin()
        except NoSignOn as error:
            return self._sign_in(visit, str(error), status=502)
        going = RedirectResponse(address, status_code=303)
        # Lax, for it must come back with somebody whom another site sends here.
        going.set_cookie(
            SIGN_ON_COOKIE, token, path="/", secure=True, httponly=True, samesite="lax",
            max_age=_SIGN_ON_SECONDS,
        )  # fmt: skip
        return going

    def signed_on(self, visit: Visit) -> Response:
        """The desk, for whom the provider sends back; or why not."""
        provider, accounts = self._room.provider, self._room.accounts
        if provider is None:
            return self._refusal(visit, "Single sign-on is not set up here.", status=404)
        try:
            person = provider.finish(visit.query, held=visit.sign_on)
            token = accounts.sign_on(
                issuer=person.issuer, subject=person.subject, address=person.address
            )
        except NoSignOn as error:
            return self._sign_in(visit, str(error), status=401)
        except NoSignIn:
            return self._sign_in(visit, _NO_ACCOUNT, status=403)
        # A page of ours, not a redirect: browsers send the strict cookie from there alone.
        page = _with_cookie(self._pages.page("signed_on", visit), token)
        page.delete_cookie(SIGN_ON_COOKIE, path="/", secure=True, httponly=True)
        return page

    def signed_in(self, visit: Visit) -> Response:
        """The desk, or why not."""
        try:
            token = self._room.accounts.sign_in(
                visit.form.get("name", ""), visit.form.get("password", "")
            )
        except NoSignIn as error:
            return self._sign_in(visit, str(error), status=401)
        return _with_cookie(RedirectResponse(QUEUE, status_code=303), token)

    def sign_out(self, visit: Visit) -> Response:
        """The end of the session."""
        self._room.accounts.sign_out(visit.token)
        left = RedirectResponse("/desk/sign-in", status_code=303)
        left.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")
        return left

    def welcome(self, visit: Visit) -> Response:
        """The form to choose a password by."""
        return self._welcome(visit, problem="")

    def welcomed(self, visit: Visit) -> Response:
        """The password is kept, or why not."""
        if visit.form.get("password", "") != visit.form.get("again", ""):
            return self._welcome(visit, problem="The two passwords differ.", status=400)
        try:
            self._room.accounts.accept(visit.path["token"], visit.form.get("password", ""))
        except WeakPassword as error:
            return self._welcome(visit, problem=str(error), status=400)
        except NoInvitation as error:
            return self._refusal(visit, str(error), status=404)
        return RedirectResponse("/desk/sign-in", status_code=303)

    def forbidden(self, visit: Visit) -> Response:
        """What somebody is told who may not."""
        return self._refusal(visit, "Only an admin may do that. Ask one.", status=403)

    def forged(self, visit: Visit) -> Response:
        """What somebody is told whose form was not on a page of theirs."""
        sentence = "That form is out of date. Go back, load the page again, and send it once more."
        return self._refusal(visit, sentence, status=403)

    def failed(self, visit: Visit) -> Response:
        """What somebody is told whose page broke."""
        sentence = "Something went wrong on our side, and nothing was changed. Please try again."
        return self._refusal(visit, sentence, status=500)

    def _sign_in(self, visit: Visit, problem: str, *, status: int = 200) -> Response:
        return self._pages.page(
            "sign_in", visit, status=status, problem=problem,
            signs_on=self._room.provider is not None,
        )  # fmt: skip

    def _welcome(self, visit: Visit, *, problem: str, status: int = 200) -> Response:
        try:
            account = self._room.accounts.invited(visit.path["token"])
        except NoInvitation as error:
            return self._refusal(visit, str(error), status=404)
        return self._pages.page("welcome", visit, status=status, account=account, problem=problem)


def _with_cookie(answer: Response, token: str) -> Response:
    answer.set_cookie(COOKIE, token, path="/", secure=True, httponly=True, samesite="strict")
    return answer
