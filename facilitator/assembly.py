"""The one place where the parts are joined into a program."""

import logging
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from flask import Flask
from flask_babel import force_locale, gettext
from flask_compress import Compress
from flask_wtf import CSRFProtect

from facilitator import clock, web
from facilitator.accounts import roles, sign_ins
from facilitator.accounts.waiting import OF_DIGITS, Waiting
from facilitator.attendance import erasing, keeping, records
from facilitator.attendance.name_checks import check_names
from facilitator.attendance.proof_slips import ProofSlips
from facilitator.attendance.vouchers import Vouchers
from facilitator.clock import Now, new_id
from facilitator.config import Config, from_environment
from facilitator.edge import Edge
from facilitator.groups import circles
from facilitator.handing_out import handed_out
from facilitator.house import House
from facilitator.joining.guessing import Guessing
from facilitator.limits import limiter
from facilitator.limits import settings as limits
from facilitator.live.desk import Desk
from facilitator.live.doorbell import Doorbell
from facilitator.live.elsewhere import Elsewhere
from facilitator.live.erasure import Eraser
from facilitator.live.fanout import Fanout
from facilitator.live.gateway import Gateway
from facilitator.live.held import Change
from facilitator.live.journal import Journal
from facilitator.live.running import beside_the_requests
from facilitator.live.tickets import Tickets
from facilitator.meeting.harvest import Harvest
from facilitator.operations.daily import every_day
from facilitator.origins import Origins
from facilitator.practice import debriefs, forgetting
from facilitator.practice.circles import records as practice_circles
from facilitator.practice.evidence import EVIDENCE
from facilitator.screens import to_json
from facilitator.serving import serving
from facilitator.serving.assets import STATIC, Static, prepare_assets
from facilitator.store.ballast import Ballast
from facilitator.store.drawer_keys import DrawerKeys
from facilitator.store.keys import Keys
from facilitator.store.ledger import Ledger
from facilitator.store.marks import Marks, RedisMarks, TableMarks
from facilitator.store.migrating import migrate
from facilitator.store.name_keys import NameKeys
from facilitator.store.sealing import derived
from facilitator.store.server_key import check_server_key
from facilitator.store.tables import OpenMeeting
from facilitator.store.writing import Store, time_there

log = logging.getLogger(__name__)
ROOT = Path(__file__).parent.parent


def create_app(config: Config | None = None, now: Now | None = None) -> Flask:
    """The whole program as a WSGI application. Raises `BadSetting`, `CannotStart` or `NoKey`, each with a plain sentence."""
    config = config or from_environment(os.environ)
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    home = _checked(app, config, now or clock.now)
    _pages(app, home)
    home.store.ready()
    return app


def open_house(config: Config) -> House:
    """The program without its pages. Raises what `create_app` raises."""
    return _checked(Flask(__name__), config, clock.now)


def _checked(app: Flask, config: Config, now: Now) -> House:
    """On a database that is up to date, with the keys that belong to it."""
    ballast = Ballast(*([config.data] if config.sqlite else []), config.keys)
    ballast.make_way()
    keys = Keys(config.keys)
    migrate(config.database, config.data / "backups")
    app.extensions["facilitator"] = home = _house(app, config, keys, ballast, now)
    try:
        check_server_key(home.store, keys)
        check_names(home.store, home.names)
    except BaseException:
        home.store.close()
        raise
    return home


def _house(app: Flask, config: Config, keys: Keys, ballast: Ballast, now: Now) -> House:
    """Store, desk and sockets, joined."""
    way = serving(config.async_mode)
    store = Store(config.database, way.writer, ballast, Ledger(config.keys))
    journal, tickets = Journal(store, keys), Tickets(derived(keys.server, "tickets"))
    gateway, eraser = Gateway(app, way, config.transports, 2 * config.room_limit), Eraser(store, keys, way)
    doorbell, process = Doorbell(config.redis, way), new_id()
    elsewhere = Elsewhere(gateway.presence, keys, process, _places(config, store, process))

    names, vouchers = NameKeys(config.keys / "names"), Vouchers(store)
    practice = DrawerKeys(config.keys / "practice")

    def announce(change: Change) -> None:
        fanout.ring(change)
        if change.erased:
            eraser.soon(change.meeting)

    def harvested(session, meeting: OpenMeeting, harvest: Harvest) -> None:  # type: ignore[no-untyped-def]
        if practice_circles.is_practice(session, meeting):
            practice_circles.note(session, meeting, harvest)
        else:
            records.note(session, keys, names, meeting, harvest)
        circles.keep(keys, session, meeting, harvest)
        debriefs.note(session, keys, practice, meeting, harvest)
        vouchers.forget(meeting.id)

    def ended_early(session, meeting: OpenMeeting) -> None:  # type: ignore[no-untyped-def]
        if not practice_circles.is_practice(session, meeting):
            records.note_ended_early(session, meeting)

    def in_language(language: str) -> Callable[[str], str]:
        def translate(sentence: str) -> str:
            with app.app_context(), force_locale(language):
                return str(gettext(sentence))

        return translate

    desk = Desk(
        journal, now, way, announce, harvested, doorbell.ring,
        lambda meeting: bool(gateway.presence.screens(meeting)), doorbell.attend,
    )  # fmt: skip
    fanout = Fanout(desk.read, gateway.presence, gateway.emit, gateway.drop, now, way, in_language)
    gateway.attach(
        desk,
        fanout,
        tickets,
        new_id,
        in_language,
        lambda ids: sign_ins.still_signed_in(store, ids),
        handed_out(desk, vouchers, ProofSlips(store, keys)),
    )

    def let_go(today: date) -> None:
        erasing.finish(store, names)
        keeping.purge(store, names, config.data / "backups", today)
        practice_circles.let_go(store, today)
        forgetting.let_go(store, practice, config.data / EVIDENCE, today)

    def one_clock() -> None:
        if not config.sqlite:
            clock.go_by(lambda: time_there(store))

    beside = beside_the_requests(
        desk,
        gateway,
        fanout,
        doorbell,
        elsewhere,
        eraser,
        journal,
        now,
        way,
        lambda: not store.closing,
        one_clock,
        lambda: bool(way.offload(ballast.look)),
        ended_early,
    )
    daily = every_day(let_go, now, way, lambda: not store.closing)

    def start() -> None:
        ballast.fill()
        beside()
        daily()

    guessing = Guessing(config.processes)
    return House(
        config, way, store, keys, names, practice, journal, desk, fanout, gateway.presence, tickets, gateway.socketio,
        guessing, Waiting(), Waiting(OF_DIGITS), start, gateway.goodbye,
    )  # fmt: skip


def _places(config: Config, store: Store, process: str) -> list[Marks]:
    """Where processes mark who is here, best first. A file of ours has one process, which knows by itself."""
    redis: list[Marks] = [RedisMarks(config.redis, process)] if config.redis else []
    return redis if config.sqlite else [*redis, TableMarks(store, process)]


def _pages(app: Flask, home: House) -> None:
    """Pages, forms, static files."""
    from facilitator.accounts.member_routes import pages as member_pages
    from facilitator.accounts.own_routes import pages as own_pages
    from facilitator.accounts.routes import pages as accounts_pages
    from facilitator.accounts.second_step_routes import pages as second_step_pages
    from facilitator.accounts.settings_routes import pages as settings_pages
    from facilitator.attendance.credit_routes import pages as credit_pages
    from facilitator.attendance.keeping_routes import pages as keeping_pages
    from facilitator.attendance.outside_routes import pages as outside_pages
    from facilitator.attendance.proof_routes import pages as proofs_pages
    from facilitator.attendance.routes import pages as attendance_pages
    from facilitator.groups.routes import pages as groups_pages
    from facilitator.joining.kept_routes import pages as kept_pages
    from facilitator.joining.routes import pages as joining_pages
    from facilitator.operations.audit_routes import pages as audit_pages
    from facilitator.operations.metrics import pages as metrics_pages
    from facilitator.operations.routes import pages as operations_pages
    from facilitator.practice import large_files
    from facilitator.practice.routes import pages as practice_pages

    build = home.config.build or prepare_assets()
    app.config.update(
        SECRET_KEY=derived(home.keys.server, "sessions"),
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        MAX_CONTENT_LENGTH=64 * 1024,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "facilitator/translations"),
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_MIMETYPES=["text/html", "application/json", "image/svg+xml"],
        COMPRESS_MIN_SIZE=500,
        COMPRESS_BR_LEVEL=6,  # with the library's own window, 4 MB, a page costs thirty times as much for the same bytes
        COMPRESS_BR_WINDOW=16,
        COMPRESS_LEVEL=6,
        RATELIMIT_HEADERS_ENABLED=False,
        **limits(home.config),
    )
    web.prepare(app)
    app.register_error_handler(413, large_files.too_large)
    roles.prepare(app)
    app.before_request(large_files.let_files_in)  # before anything reads the form
    CSRFProtect(app).exempt(credit_pages)
    limiter.init_app(app)
    Compress(app)
    of_attendance = (attendance_pages, outside_pages, credit_pages, proofs_pages, keeping_pages)
    for pages in (
        joining_pages,
        kept_pages,
        groups_pages,
        accounts_pages,
        own_pages,
        second_step_pages,
        member_pages,
        settings_pages,
        *of_attendance,
        practice_pages,
        audit_pages,
        operations_pages,
        metrics_pages,
    ):
        app.register_blueprint(pages)
    app.jinja_env.globals.update(asset=lambda path: f"/static/{build}/{path}", to_json=to_json)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.wsgi_app = Static(  # type: ignore[method-assign, assignment]
        app.wsgi_app, root=str(STATIC), prefix=f"static/{build}", max_age=web.YEAR, immutable_file_test=lambda *_: True,
        allow_all_origins=False,
    )  # fmt: skip
    _edge(app, home)


def _edge(app: Flask, home: House) -> None:
    """What stands around the pages and the sockets, from the inside out."""
    begun = home.socketio.server.environ.get
    app.wsgi_app = Origins(app.wsgi_app, home.config.public_url, begun)  # type: ignore[method-assign]
    if home.config.proxies:
        from werkzeug.middleware.proxy_fix import ProxyFix

        n = home.config.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    app.wsgi_app = Edge(app.wsgi_app)  # type: ignore[method-assign]
