"""Who is signed in, and which pages their roles open."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, abort, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from facilitator.accounts import members
from facilitator.accounts.models import Member
from facilitator.house import house
from facilitator.web import prefer


class SignedIn(UserMixin):
    """The member of this request, by way of one sign-in that can be ended."""

    def __init__(self, member: Member, token: str) -> None:
        self.member, self._token = member, token

    def get_id(self) -> str:
        """What Flask-Login keeps in the session cookie: the sign-in's token, never the member's id."""
        return self._token

    @property
    def sign_in(self) -> str:
        """What consoles hang on."""
        return members.sign_in_id(self._token)


def prepare(app: Flask) -> None:
    """Teaches the app who is signed in."""
    manager = LoginManager(app)
    manager.session_protection = None

    @manager.user_loader
    def load(token: str) -> SignedIn | None:
        member = members.signed_in(house().store, token)
        if not member:
            return None
        prefer(member.language)
        return SignedIn(member, token)

    @manager.unauthorized_handler
    def ask() -> Any:
        return redirect(url_for("accounts.sign_in", next=request.path if request.method == "GET" else None))


def begin(member_id: str) -> None:
    """Signs a member in on this browser, in a session that begins afresh."""
    session.clear()
    token = members.sign_in(house().store, member_id)
    member = members.signed_in(house().store, token)
    assert member is not None  # noqa: S101 - made a moment ago
    login_user(SignedIn(member, token))


def end() -> None:
    """Signs out: this browser, and every socket that hangs on it."""
    if current_user.is_authenticated:
        members.sign_out(house().store, current_user.get_id())
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
