"""What every page needs: headers, languages, errors, cookies. No page of its own."""

import logging
import secrets
from typing import Any

from flask import Flask, Response, flash, g, make_response, render_template, request
from flask.sessions import SecureCookieSessionInterface
from flask_babel import Babel, get_locale, gettext
from flask_babel import refresh as refresh_language
from werkzeug.exceptions import HTTPException

from facilitator.store.timed import PatientSerializer

log = logging.getLogger(__name__)

LANGUAGES = {"en": "English", "es": "Español"}
YEAR = 365 * 24 * 3600

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
    )
)


class SecureWhereItCan(SecureCookieSessionInterface):
    """Cookies are `Secure` on HTTPS; on a local network without it they still work."""

    def get_signing_serializer(self, app: Flask) -> PatientSerializer | None:
        """Flask's own, but for another server's clock that is a little ahead."""
        if not app.secret_key:
            return None
        how = {"key_derivation": self.key_derivation, "digest_method": self.digest_method}
        return PatientSerializer(app.secret_key, salt=self.salt, serializer=self.serializer, signer_kwargs=how)

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
    return str(get_locale() or "en")


def set_cookie(response: Response, name: str, value: str, path: str, max_age: int) -> None:
    """A cookie no script can read, on HTTPS only where there is HTTPS."""
    response.set_cookie(
        name, value, max_age=max_age, path=path, secure=request.is_secure, httponly=True, samesite="Lax"
    )


def flash_undo(said: str, undo: str) -> None:
    """Says on the next page what was done, beside a button that undoes it. `undo`: where that button posts to."""
    flash(said, f"undo {undo}")


def prepare(app: Flask) -> None:
    """Headers, languages and error pages for every answer of this app."""
    app.session_interface = SecureWhereItCan()
    Babel(app, locale_selector=choose_language)
    app.after_request(_headers)
    app.after_request(_remember_language)
    app.register_error_handler(Exception, _error)
    app.log_exception = _log_fault  # type: ignore[method-assign] # Flask's own writes the address, tokens and all
    app.context_processor(lambda: {"languages": LANGUAGES, "language": language()})


def _headers(response: Response) -> Response:
    for name, value in {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    }.items():
        response.headers.setdefault(name, value)
    if request.is_secure:  # browsers ignore both on plain HTTP, and complain about the first
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


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
    incident = secrets.token_hex(4)
    log.error("fault %s in %s: %s", incident, request.endpoint, type(error).__name__)
    return page_error(500, incident)


def _log_fault(exc_info: Any) -> None:
    """A fault outside any page's reach."""
    log.error("fault in %s: %s", request.endpoint, exc_info[0].__name__)


def page_error(code: int, incident: str | None = None) -> Response:
    """An error as a page in the reader's language."""
    sentences = {
        400: gettext("This page had been open too long. Please go back, load it again, and try once more."),
        403: gettext("This page belongs to someone else."),
        404: gettext("There is nothing at this address."),
        405: gettext("There is nothing at this address."),
        413: gettext("That is more than fits here."),
        429: gettext("That was a lot at once. Please wait a minute and try again."),
    }
    sentence = sentences.get(code, gettext("Something went wrong on our side. Nothing you wrote is lost."))
    return make_response(render_template("error.html", sentence=sentence, incident=incident), code)
