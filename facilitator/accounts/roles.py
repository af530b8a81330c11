"""Who is signed in, and which pages their roles open."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, Response, abort, after_this_request, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from facilitator.accounts import devices, sign_ins
from facilitator.accounts.models import Member, SignIn
from facilitator.clock import now
from facilitator.house import house
from facilitator.web import prefer


class SignedIn(UserMixin):
    """The member of this request, by way of one sign-in that can be ended."""

    def __init__(self, found: SignIn, token: str) -> None:
        self.member, self.sign_in, self._sure_at, self._token = found.member, found.id, found.sure_at, token

    def get_id(self) -> str:
        """What Flask-Login keeps in the session cookie: the sign-in's token, never the member's id."""
        return self._token

    def sure(self, for_ms: int) -> bool:
        """Whether the password was typed so recently."""
        return now() - self._sure_at < for_ms


def prepare(app: Flask) -> None:
    """Teaches the app who is signed in."""
    manager = LoginManager(app)
    manager.session_protection = None

    @manager.user_loader
    def load(token: str) -> SignedIn | None:
        found = sign_ins.signed_in(house().store, token)
        if not found:
            return None
        prefer(found.member.language)
        return SignedIn(found, token)

    @manager.unauthorized_handler
    def ask() -> Any:
        return redirect(url_for("accounts.sign_in", next=request.path if request.method == "GET" else None))


def begin(member_id: str) -> None:
    """Signs a member in on this browser, in a session that begins afresh. The browser is known to them from now on."""
    session.clear()
    token = sign_ins.sign_in(house().store, member_id, devices.called(request.user_agent.string))
    found = sign_ins.signed_in(house().store, token)
    assert found is not None  # noqa: S101 - made a moment ago
    login_user(SignedIn(found, token))

    @after_this_request
    def known(response: Response) -> Response:
        return devices.remember(response, member_id)


def end() -> None:
    """Signs out: this browser, and every socket that hangs on it."""
    if current_user.is_authenticated:
        sign_ins.sign_out(house().store, current_user.get_id())
    logout_user()
    session.clear()


def me() -> Member:
    """The signed-in member."""
    member: Member = current_user.member
    return member


def allowed(*roles: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Opens a page to members with one of these roles; others are told that it is not theirs."""

    def decorate(page: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(page)
        def checked(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return redirect(url_for("accounts.sign_in", next=request.path if request.method == "GET" else None))
            if not set(roles) & set(me().roles):
                abort(403)
            return page(*args, **kwargs)

        return checked

    return decorate


def sure(page: Callable[..., Any]) -> Callable[..., Any]:
    """Asks for the password once more before a page where somebody at a borrowed browser could do harm. A form that was
    loaded in time may be sent for longer; whoever is too late comes back to the page it is on. Goes below `allowed`."""

    @wraps(page)
    def checked(*args: Any, **kwargs: Any) -> Any:
        lasts = sign_ins.SURE_FOR if request.method == "GET" else sign_ins.SURE_TO_SEND
        if current_user.sure(lasts):
            return page(*args, **kwargs)
        loads = request.url_rule and "GET" in (request.url_rule.methods or ())
        return ask_first(request.path if loads else request.path.rpartition("/")[0])

    return checked


def ask_first(then: str) -> Any:
    """To the page that asks for the password, and from there where one was going."""
    return redirect(url_for("own.sure", next=then))
