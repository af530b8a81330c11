"""The web's edge: headers on every answer, a token on every form, one plain sentence for every fault."""

import json
import re

import pytest
from flask import abort
from prometheus_client.parser import text_string_to_metric_families

from facilitator.config import BadSetting, from_environment
from facilitator.edge import ALWAYS, ON_HTTPS, POLICY
from facilitator.groups.circles import group_of
from facilitator.groups.group_prompts import keep_prompt, prompts_of
from facilitator.operations.logs import OneLine
from tests.places import PASSWORD
from tests.web.browsing import Site


def paths(site):
    """Every address there is, with something in its blanks."""
    meeting = site.open()
    group = group_of(site.home.store, site.ids["Riverside"], site.ids["group"])
    keep_prompt(site.home.store, group, "story", "What song has kept you company?", "light")
    blanks = {"token": meeting.screen, "key": meeting.link, "id": group.id, "meeting": meeting.id,
              "plan": site.ids["plan"], "prompt": prompts_of(site.home.store, group)[0].id, "kind": "csv",
              "what": "groups", "period": "2026-10", "name": "2026-10", "signature": "nothing", "shelf": "plans"}  # fmt: skip
    for rule in site.app.url_map.iter_rules():
        yield rule, re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", lambda m: blanks.get(m.group(1), "nothing"), rule.rule)


def test_every_unsafe_address_asks_for_a_token(site):
    unsafe = [(r, p) for r, p in paths(site) if {"POST", "PUT", "PATCH", "DELETE"} & r.methods]
    assert len(unsafe) >= 12
    for who in (site.browser(), site.as_("Fay"), site.as_("Ada")):
        for _rule, path in unsafe:
            assert who.client.post(path).status_code == 400, path


def test_signing_for_credit_alone_goes_without_one_since_a_voucher_is_more(site):
    csrf = site.app.extensions["csrf"]
    assert ({b.name for b in csrf._exempt_blueprints}, csrf._exempt_views) == ({"credit"}, set())
    signing = [p for r, p in paths(site) if r.endpoint.startswith("credit.") and "POST" in r.methods]
    assert sorted(signing) == ["/credit", "/credit/came"]


def test_every_answer_has_the_headers_errors_included(site):
    fay = site.as_("Fay")
    sockets = ("/socket.io/", "/socket.io/?EIO=4&transport=polling", "/socket.io/?EIO=4&transport=polling&sid=nobody")
    for path in [*(p for _, p in paths(site)), "/nothing/here", "/static/x/y.js", "/static/", *sockets]:
        for answer in (site.browser().get(path), fay.get(path), site.browser().client.post(path)):
            for name, value in ALWAYS.items():
                assert answer.headers.getlist(name) == [value], (path, name)
            assert not {"Server", "X-Powered-By", "Access-Control-Allow-Origin"} & set(answer.headers.keys()), path


def test_on_https_every_answer_asks_for_https_from_now_on(site):
    for path in ("/", "/nothing", "/static/nothing", "/socket.io/", "/healthz"):
        answer = site.browser().get(path, base_url="https://groups.example.org")
        assert ON_HTTPS.items() <= dict(answer.headers).items(), path


def test_a_fault_beyond_every_page_still_has_the_headers_and_says_nothing(site, caplog):
    def broken(environ, start_response):
        raise ZeroDivisionError("findable words")

    site.app.wsgi_app._inner = broken
    answer = site.browser().get("/anything?findable")
    assert (answer.status_code, answer.data) == (500, b"")
    assert answer.headers["Content-Security-Policy"] == POLICY
    told = [OneLine().format(record) for record in caplog.records]
    assert "ZeroDivisionError" in "".join(told)
    assert "findable" not in "".join(told)


def test_behind_a_trusted_proxy_its_word_counts_and_without_one_nobodys_does(tmp_path):
    from tests.web.browsing import Site

    said = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "groups.example.org"}
    for folder, trusted in (("behind", "1"), ("alone", "0")):
        site = Site(tmp_path / folder, TRUSTED_PROXIES=trusted)
        answer = site.browser().get("/", headers=said)
        assert ("Strict-Transport-Security" in answer.headers) == (trusted == "1")
        assert ("Secure" in answer.headers["Set-Cookie"]) == (trusted == "1")
        site.home.store.close()


def test_pages_ask_no_other_server_for_anything_and_hold_no_script_or_style_of_their_own(site):
    fay = site.as_("Fay")
    for rule, path in paths(site):
        if "GET" in rule.methods:
            page = fay.get(path).text
            assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page.replace('href="http://localhost', "")), path
            assert not re.search(r"<style|\sstyle=|\son\w+=", page), path
            for script in re.findall(r"<script([^>]*)>", page):
                assert "src=" in script or "application/json" in script, path


def test_static_files_are_kept_for_good_under_an_address_that_changes_with_them(site):
    page = site.browser().get("/").text
    css = re.search(r'href="(/static/\w+/made/base.css)"', page).group(1)
    icon = css.replace("made/base.css", "img/icon.svg")
    for file in (css, icon):
        headers = dict(site.browser().get(file).headers)
        assert {k: v for k, v in ALWAYS.items() if k != "Cache-Control"}.items() <= headers.items()
        assert not {"ETag", "Last-Modified"} & headers.keys(), "needless where the address changes"
    answer = site.browser().get(css, headers={"Accept-Encoding": "br"})
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "br"
    assert site.browser().get("/static/").status_code == 404
    assert site.browser().get(css.replace("made/base.css", "")).status_code == 404


def test_pages_are_sent_compressed(site):
    answer = site.browser().get("/help", headers={"Accept-Encoding": "gzip, br"})
    assert answer.headers["Content-Encoding"] in ("br", "gzip")


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 429])
def test_what_goes_wrong_is_one_plain_sentence_in_both_languages(site, status):
    site.app.add_url_rule(f"/fail-{status}", f"fail-{status}", lambda: abort(status))
    for language in ("en", "es"):
        answer = site.browser().get(f"/fail-{status}?lang={language}")
        assert answer.status_code == status
        assert f'lang="{language}"' in answer.text
        assert "<h1>" in answer.text


def test_a_fault_is_a_number_for_the_reader_and_a_kind_for_the_log(site, caplog):
    def fails():
        raise ZeroDivisionError("findable words")

    site.app.add_url_rule("/fault", "fault", fails)
    answer = site.browser().get("/fault?secret=findable")
    assert answer.status_code == 500
    number = re.search(r"<b>([0-9a-f]{8})</b>", answer.text).group(1)
    lines = [OneLine().format(record) for record in caplog.records]
    (told,) = [json.loads(line) for line in lines if '"error"' in line]
    assert (told["request"], told["endpoint"], told["kind"]) == (number, "fault", "ZeroDivisionError")
    assert "findable" not in "".join(lines)
    assert "findable" not in answer.text


def test_too_large_a_form_is_refused(site):
    answer = site.browser().client.post("/", data={"code": "x" * 100_000})
    assert answer.status_code in (400, 413)


def test_cookies_are_secure_where_there_is_https(site):
    answer = site.browser().get("/", base_url="https://groups.example.org")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "Strict-Transport-Security" in answer.headers
    plain = site.browser().get("/")
    assert "Secure" not in plain.headers["Set-Cookie"]
    assert "Strict-Transport-Security" not in plain.headers


def test_health_says_alive_and_ready(site):
    assert site.browser().get("/healthz").json == {"ok": True}
    assert site.browser().get("/readyz").json == {"ok": True, "database": True, "disk": True}
    assert "Disallow: /" in site.browser().get("/robots.txt").text


def test_figures_are_for_whoever_shows_the_token_and_tell_of_no_meeting(tmp_path):
    token = "a-token-of-more-than-sixteen"
    site = Site(tmp_path, METRICS_TOKEN=token)
    assert site.browser().get("/metrics").status_code == 404
    for wrong in ("Bearer ", "Bearer a-token", f"Basic {token}x"):
        assert site.browser().get("/metrics", headers={"Authorization": wrong}).status_code == 404
    session = site.open()
    told = site.browser().get("/metrics", headers={"Authorization": f"Bearer {token}"})
    found = {f.name: f.samples[0].value for f in text_string_to_metric_families(told.text)}
    assert found["facilitator_meetings"] == 1
    assert found["facilitator_screens"] == found["facilitator_disk_short"] == found["facilitator_writes_waiting"] == 0
    assert found["facilitator_process_resident_memory_bytes"] > 0
    assert session.id not in told.text
    assert "Riverside" not in told.text
    site.home.store.close()


def test_without_a_token_there_are_no_figures(site):
    assert site.browser().get("/metrics").status_code == 404
    assert site.browser().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_a_token_that_is_easily_guessed_stops_the_start():
    with pytest.raises(BadSetting, match="METRICS_TOKEN"):
        from_environment({"METRICS_TOKEN": "short"})


def test_no_address_of_a_meeting_carries_a_name_or_a_topic(site):
    meeting = site.open()
    for path in (f"/console/{meeting.id}", f"/screen/{meeting.screen}", f"/j/{meeting.link}", "/here"):
        assert "hope" not in path.lower()


def test_no_cookie_can_be_read_by_a_script_or_travels_from_another_site(site):
    """Every cookie there is: of members, of a seat, of a language, of a connection without WebSocket."""
    meeting, given = site.open(), {}
    for base, secure in (("http://localhost", False), ("https://localhost", True)):
        client, found = site.app.test_client(), []
        for path in ("/sign-in?lang=es", f"/j/{meeting.link}", "/socket.io/?EIO=4&transport=polling"):
            page = client.get(path, base_url=base)
            found += page.headers.getlist("Set-Cookie")
            form = dict(re.findall(r'name="(\w+)"[^>]* value="([^"]+)"', page.text))
            form |= {
                "email": "fay@example.org",
                "password": PASSWORD,
                "comfort": "listening",
                "handle": f"Ana {secure}",
            }
            form.pop("again", None)
            found += client.post(path, base_url=base, data=form).headers.getlist("Set-Cookie")
        for cookie in found:
            assert "HttpOnly" in cookie, cookie
            assert re.search(r"SameSite=(Lax|Strict)", cookie), cookie
            assert ("Secure" in cookie) == secure, cookie
        given[secure] = {cookie.split("=")[0] for cookie in found}
    assert given[False] == given[True] == {"lang", "session", "known", "seat", "wire"}


def test_whoever_comes_while_the_server_is_going_is_not_let_in(site):
    engine = site.home.socketio.server.eio
    assert engine.admit("before", "192.0.2.1")
    site.home.goodbye()
    assert not engine.admit("after", "192.0.2.1")
