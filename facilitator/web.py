"""What every page needs: languages, errors, cookies. No page of its own."""

import ipaddress
import logging
from io import BytesIO
from typing import IO, Any

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, Request, Response, flash, g, make_response, render_template, request
from flask.sessions import SecureCookieSessionInterface
from flask_babel import Babel, get_locale, get_translations, gettext
from flask_babel import refresh as refresh_language
from itsdangerous import URLSafeTimedSerializer
from werkzeug.exceptions import HTTPException

from facilitator.edge import OF_THIS, Asked
from facilitator.store.timed import PatientSigner
from facilitator.store.writing import Away, Full, Locked

log = logging.getLogger(__name__)

LANGUAGES = {"en": "English", "es": "Español"}
YEAR = 365 * 24 * 3600


class InMemory(Request):
    """What is sent to us is never laid down in a temporary file, where it would be readable for a while."""

    def _get_file_stream(self, *_: Any, **__: Any) -> IO[bytes]:
        return BytesIO()


class SecureWhereItCan(SecureCookieSessionInterface):
    """Cookies are `Secure` on HTTPS; on a local network without it they still work."""

    _signing: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Flask's own, but for another server's clock that is a little ahead; made once, and not twice for every request."""
        if self._signing is None and app.secret_key:
            how = {"key_derivation": self.key_derivation, "digest_method": self.digest_method}
            self._signing = URLSafeTimedSerializer(
                app.secret_key, salt=self.salt, serializer=self.serializer, signer=PatientSigner, signer_kwargs=how
            )
        return self._signing

    def get_cookie_secure(self, app: Flask) -> bool:
        """Whether this request came over HTTPS."""
        return bool(request.is_secure)


def choose_language() -> str:
    """The language chosen on this device; else the member's; else the browser's, the group's where it says nothing."""
    chosen = request.args.get("lang") or request.cookies.get("lang")
    if chosen in LANGUAGES:
        return chosen
    liked = getattr(g, "language", None)
    if liked in LANGUAGES:
        return str(liked)
    return request.accept_languages.best_match(list(LANGUAGES)) or getattr(g, "group_language", None) or "en"


def prefer(language: str) -> None:
    """From here on this request speaks the member's language, unless the device chose another."""
    g.language = language
    refresh_language()


def fall_back_to(language: str) -> None:
    """The group's language, for a browser that asks for none of ours."""
    g.group_language = language
    refresh_language()


def language() -> str:
    """The language this request is answered in."""
    locale = get_locale()
    return str(locale.language) if locale else "en"


def here_alone() -> bool:
    """Whether this request never left the machine, so that encryption would add nothing."""
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def set_cookie(response: Response, name: str, value: str, path: str, max_age: int) -> None:
    """A cookie no script can read, on HTTPS only where there is HTTPS."""
    response.set_cookie(
        name, value, max_age=max_age, path=path, secure=request.is_secure, httponly=True, samesite="Lax"
    )


def flash_undo(said: str, undo: str) -> None:
    """Says on the next page what was done, beside a button that undoes it. `undo`: where that button posts to."""
    flash(said, f"undo {undo}")


def prepare(app: Flask) -> None:
    """Languages and error pages for every answer of this app; its name for the log."""
    app.session_interface = SecureWhereItCan()
    app.request_class = InMemory
    Babel(app, locale_selector=choose_language)
    _say_quickly(app)
    app.before_request(_say_which)
    app.after_request(_remember_language)
    app.register_error_handler(Exception, _error)
    app.log_exception = _log_fault  # type: ignore[method-assign] # Flask's own writes the address, tokens and all
    app.context_processor(lambda: {"languages": LANGUAGES, "language": language(), "here_alone": here_alone})


def _say_quickly(app: Flask) -> None:
    """What templates say. Flask-Babel looks up the language several times for every sentence, a tenth of what a page costs."""
    known: dict[Locale | None, NullTranslations] = {}
    latest: tuple[Locale | None, Any] = (None, None)  # comparing two languages costs more than saying something in one

    def chosen() -> Any:
        nonlocal latest
        locale, last = get_locale(), latest
        if locale is None or locale is not last[0]:
            if locale not in known:
                known[locale] = get_translations()
            last = latest = (locale, known[locale])
        return last[1]

    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined] # Jinja's extension for translations adds it
        gettext=lambda s: chosen().ugettext(s), ngettext=lambda s, p, n: chosen().ungettext(s, p, n), newstyle=True,
        pgettext=lambda c, s: chosen().upgettext(c, s), npgettext=lambda c, s, p, n: chosen().unpgettext(c, s, p, n),
    )  # fmt: skip


def _say_which() -> None:
    """Leaves the name of the page for the log, which never has the address."""
    asked().name = request.endpoint or "nothing"


def asked() -> Asked:
    """This request, as far as the log may know it."""
    found: Asked = request.environ[OF_THIS]
    return found


def _remember_language(response: Response) -> Response:
    chosen = request.args.get("lang")
    if chosen in LANGUAGES:
        set_cookie(response, "lang", chosen, "/", YEAR)
    return response


def _error(error: Exception) -> Any:
    """One plain sentence. A fault is logged with an id and the kind of error; its text may hold what somebody typed."""
    if isinstance(error, HTTPException):
        if error.response is not None or (error.code or 500) < 400:
            return error
        return page_error(error.code or 500)
    if isinstance(error, Away | Full | Locked):
        return page_error(503)
    _fault(type(error).__name__)
    return page_error(500, asked().id)


def _log_fault(exc_info: Any) -> None:
    """A fault outside any page's reach."""
    _fault(exc_info[0].__name__)


def _fault(kind: str) -> None:
    log.error("fault", extra={"facts": asked().about() | {"kind": kind}})


def page_error(code: int, incident: str | None = None, sentence: str = "", back: str = "") -> Response:
    """An error as a page in the reader's language. `sentence`, `back`: what a page knows better, and the way back to it."""
    sentences = {
        400: gettext("This page had been open too long. Please go back, load it again, and try once more."),
        403: gettext("This page belongs to someone else."),
        404: gettext("There is nothing at this address."),
        405: gettext("There is nothing at this address."),
        413: gettext("That is more than fits here."),
        503: gettext("This could not be saved just now. Please try again in a moment."),
        429: gettext("That was a lot at once. Please wait a minute and try again."),
    }
    sentence = sentence or sentences.get(code, gettext("Something went wrong on our side. Nothing you wrote is lost."))
    title = gettext("Not here") if code in (403, 404, 405) else gettext("That did not work")
    told = {"title": title, "sentence": sentence, "incident": incident, "back": back}
    return make_response(render_template("error.html", **told), code)
