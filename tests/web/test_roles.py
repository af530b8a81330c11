"""Who sees what: every page there is, asked by everybody with real ids, while a session goes on. Words reach nobody but
the people in it; nothing crosses from one organization to another.

A new page is walked by itself. One with an argument of a new name fails here until it is given values below.
"""

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import pypdf
import pytest
from werkzeug.routing import Rule

from facilitator.accounts import members
from facilitator.accounts.models import Member
from facilitator.attendance import erasing
from facilitator.clock import new_id
from facilitator.groups import circles, group_prompts
from facilitator.limits import limiter
from facilitator.meeting import commands as ask
from facilitator.meeting.harvest import Harvest, Kept
from facilitator.meeting.looking_back import LookBack
from facilitator.meeting.permissions import Actor
from facilitator.meeting.rounds.shoutouts import Give
from facilitator.practice import debriefs, evidence, learning, renewals
from facilitator.practice.circles.models import PracticeCircle
from facilitator.practice.learning import Hours
from facilitator.practice.library import taking, trials
from facilitator.practice.library.pieces import Said
from facilitator.practice.library.shelf import book_of
from facilitator.practice.questions import Answers
from facilitator.practice.rule_packs import FOLDER
from facilitator.serving.threads import THREADS
from facilitator.store.migrating import back_up
from facilitator.store.tables import OpenMeeting
from tests.places import email
from tests.practice.lines import PANTRY, SHELTER, with_lines
from tests.practice.papers import a_pdf
from tests.store.signing import every_byte, in_riverside
from tests.web.browsing import Browser, Site

HANDLES = ("Zephyrine", "Quixalta")
SAID = ("markedwordsforall", "markedwordsforone", "markedprompt")
KEPT = "markedwordskept"
SIGNED = "Marked Signature"
LOOKED_BACK = "markedlookback"
LEARNT = "markedtraining"
"""What Fay wrote for herself."""
OWN_RULES = "Riverside State"
"""Rules of the organization's own."""
OWN = (LOOKED_BACK, LEARNT)

LIVE = (*HANDLES, *SAID)
"""What is said and who says it: the session's own facilitator and phones alone."""
OF_RIVERSIDE = (
    "Riverside", "Tuesday Hope", "Stories and thanks", *map(email, ("Fay", "Dot", "Cora", "Ada")),
    SHELTER.name, PANTRY.name, "markedlearned", "markedtried", "markedsharedprompt", "markedcircle",
)  # fmt: skip

NOT_PRESSED = {"groups.rehearse", "accounts.sign_out", "joining.forget", "joining.someone_else"}
"""The first starts a simulated circle; the others sign out, which ends the walk."""


Values = dict[str, tuple[str, ...]]
"""Argument of an address -> what is tried for it."""


class Place(NamedTuple):
    """A session that goes on, and everything in the organization that has an id."""

    site: Site
    meeting: Any
    values: Values


@pytest.fixture
def place(site):
    """Fay's group meets: two phones with words for all and for one; and in the past it met, kept something, and somebody
    signed."""
    home, ids = site.home, site.ids
    held = in_riverside(home, ids, date.today(), SIGNED)
    (signed,) = erasing.signatures_of(home.store, home.names, ids["Riverside"], SIGNED, THREADS.offload)
    meeting = site.open()
    fay = Actor("facilitator", member=ids["Fay"])

    def do(actor: Actor, command: ask.Command) -> Any:
        assert home.desk.perform(meeting.id, actor, command) is None
        return home.desk.read(meeting.id).meeting

    def keep(session) -> None:
        row = session.get(OpenMeeting, meeting.id)
        circles.keep(home.keys, session, row, Harvest(5, 1, 0, (Kept("hope", KEPT),)))

    home.store.write(keep)
    for name in HANDLES:
        assert site.browser().send(f"/j/{meeting.link}", handle=name).status_code == 303
    now = home.desk.read(meeting.id).meeting
    first, second = sorted(now.seats)
    prompt = ask.Prompt(new_id(), SAID[2])
    now = do(fay, ask.PlanRound(round_kind="shoutouts", settings={}, prompt=prompt))
    last = now.rounds[-1].id
    do(fay, ask.StartRound(round=last))
    ana = Actor("seat", seat=first)
    do(ana, Give(text=ask.Line(new_id(), SAID[0])))
    do(ana, Give(to=second, text=ask.Line(new_id(), SAID[1]), just_for_them=True))
    limiter.enabled = False
    written = look_back(site) | shared_practice(site) | _invited(site)
    yield Place(site, meeting, _values(ids, meeting, held, signed.id, first, last) | written)
    limiter.enabled = True


def look_back(site: Site) -> Values:
    """Fay has looked back at the session, which goes on, and shared it, with nobody else to share it with."""
    home, ids = site.home, site.ids
    row = OpenMeeting(
        id="xearlier", organization=ids["Riverside"], group=ids["group"], opened_at=home.desk.now(), rehearsal=False
    )
    left = Harvest(5, 1, 0, (), back=LookBack(heads=1), leaders=(ids["Fay"],))
    home.store.write(lambda session: debriefs.note(session, home.keys, home.practice, row, left))
    evening = debriefs.evening_of(home.keys, "xearlier")
    answers = Answers(worked=LOOKED_BACK)
    debriefs.answer(home.store, home.practice, ids["Fay"], evening, answers, finished=True, shared=True)
    return {"evening": (evening,), **_learnt(site)}


def _learnt(site: Site) -> Values:
    """Hours of hers, with a paper; and rules that the organization wrote."""
    home, fay = site.home, site.ids["Fay"]
    with home.store.read() as session:
        member = session.get(Member, fay)
    hours = Hours(date=date.today(), minutes=60, title=LEARNT)
    entry = home.store.write(lambda session: learning.record_hours(session, home.practice, member, hours))
    folder = home.config.data / evidence.EVIDENCE
    file = evidence.keep_file(home.store, home.practice, folder, THREADS.offload, fay, entry, "a.pdf", a_pdf(LEARNT))
    text = (FOLDER / "us-tx.toml").read_text("utf-8").replace("Texas", OWN_RULES)
    pack = renewals.keep_pack(home.store, member, text)
    renewals.set_renewal(home.store, member, date.today(), pack, 0)
    return {"entry": (entry,), "file": (file,), "pack": (pack, "us-pa")}


LEARNED, TRIED, SHARED_PROMPT, CIRCLE = "markedlearned", "markedtried", "markedsharedprompt", "markedcircle"
"""What facilitators of Riverside tell one another: in their library, in a practice circle they held."""


def shared_practice(site: Site) -> Values:
    """A directory, and a library with something learned, tried, and a shared prompt. Gives what can be asked for of it."""
    store, ids = site.home.store, site.ids
    group = circles.group_of(store, ids["Riverside"], ids["group"])
    prompt = group_prompts.keep_prompt(store, group, "story", SHARED_PROMPT, "deep")
    taking.share_prompt(store, group, ids["Fay"], prompt, True)
    book = book_of(store, ids["Riverside"], "plans", ids["plan"])
    taking.describe(store, ids["Riverside"], ids["Fay"], book, Said(learned=LEARNED))
    trial = trials.add(
        store, taking.piece_id(store, ids["Riverside"], ids["Fay"], book), ids["Fay"], TRIED, date.today()
    )
    held = PracticeCircle(id=new_id(), organization_id=ids["Riverside"], title=CIRCLE, held_on=date.today(), minutes=60,
                          agenda="[]", led_by=ids["Fay"], presenters="[]", unclaimed=3)  # fmt: skip
    circle = held.id
    store.write(lambda session: session.add(held))
    return {
        "circle": (circle,),
        "resource": with_lines(store, ids["Riverside"]),
        "shelf": ("plans", "prompts"),
        "piece": (ids["plan"], prompt),
        "trial": (trial,),
    }


def _invited(site: Site) -> Values:
    """An invitation to Riverside that waits."""
    members.invite(site.home.store, site.ids["Riverside"], ["facilitator"])
    return {"invitation": tuple(one.id for one in members.invitations_of(site.home.store, site.ids["Riverside"]))}


def _values(ids: dict[str, str], meeting: Any, held: str, signature: str, seat: str, round: str) -> Values:
    periods = (f"{date.today():%Y-%m}", f"{date.today():%Y}", f"{date.today().year - 1}-Q4")
    return {
        "id": (ids["group"], ids["plan"], ids["Riverside"], held, signature, meeting.id, seat),
        "meeting": (meeting.id, held, ids["group"]),
        "group": (ids["group"],),
        "plan": (ids["plan"],),
        "prompt": (ids["plan"],),
        "held": (held, meeting.id),
        "signature": (signature, held),
        "member": (ids["Fay"], ids["Cora"]),
        "seat": (seat,),
        "round": (round,),
        # Secrets of the room (its code, link and screen link) are what they open; ids open nothing.
        "key": (meeting.id, ids["group"], seat),
        "token": (meeting.id, ids["group"], seat),
        "name": periods,
        "period": periods,
        "what": ("groups", "months", "meetings", "figures"),
        "kind": ("csv", "xlsx", "pdf", "story"),
        "template": ("first-meeting",),
        "guide": ("silence",),
    }


def rules(place: Place, method: str) -> list[Rule]:
    """Every page that can be asked in this way."""
    found = [r for r in place.site.app.url_map.iter_rules() if method in (r.methods or ())]
    return [r for r in found if not (method == "POST" and r.endpoint in NOT_PRESSED)]


def addresses(place: Place, rule: Rule, values: Values) -> Iterator[str]:
    """An address for each choice of values."""
    names = sorted(rule.arguments)
    adapter = place.site.app.url_map.bind("localhost")
    for chosen in itertools.product(*(values[name] for name in names)):
        yield adapter.build(rule.endpoint, dict(zip(names, chosen, strict=True)), method=next(iter(rule.methods or ())))


def inside(answer: Any) -> str:
    """Everything an answer says, also in the files it may hold."""
    data, told = answer.data, [answer.text if "text" in answer.content_type else "", str(answer.headers)]
    told.append(data.decode("utf-8", "replace"))
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            told += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    if data[:4] == b"%PDF":
        told += [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    return "\n".join(told)


class Answer(NamedTuple):
    """What somebody was told somewhere."""

    method: str
    path: str
    status: int
    told: str


def walk(place: Place, browser: Browser, values: Values | None = None) -> list[Answer]:
    """Asks every page there is, in every way, with all of these ids; in filters and in fields as well."""
    values = values or place.values
    named = {name: values[name][0] for name in ("id", "meeting", "group", "plan", "held", "member", "period")}
    named["group"] = place.site.ids["group"]
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/sign-in", follow_redirects=True).text)
    told = []
    for rule in rules(place, "GET"):
        for n, path in enumerate(addresses(place, rule, values)):
            for query in ({}, named) if n == 0 else ({},):
                answer = browser.get(path, query_string=query)
                told.append(Answer("GET", path, answer.status_code, inside(answer)))
    for rule in rules(place, "POST"):
        for path in addresses(place, rule, values):
            answer = browser.client.post(path, data={**named, "csrf_token": token.group(1) if token else ""})
            told.append(Answer("POST", path, answer.status_code, inside(answer)))
    assert [a for a in told if a.status >= 500] == []
    return told


def those_with(told: list[Answer], marks: tuple[str, ...]) -> list[tuple[str, str, int, str]]:
    """Where one of these was said, and which."""
    return [(a.method, a.path, a.status, mark) for a in told for mark in marks if mark in a.told]


def test_every_argument_of_an_address_has_values_to_walk_with(place):
    unknown = {(r.rule, name) for r in place.site.app.url_map.iter_rules() for name in r.arguments - set(place.values)}
    assert unknown == set(), "give the argument values in _values, with real ids of Riverside where it takes an id"


def test_the_walk_would_find_what_there_is_to_find(place):
    """Fay, whose session it is, is shown all of it; so the others' walks are worth something."""
    console = f"/console/{place.meeting.id}"
    told = walk(place, place.site.as_("Fay"))
    assert {mark for *_, mark in those_with(told, LIVE)} == {*HANDLES, SAID[0], SAID[2]}
    assert {path for _, path, _, _ in those_with(told, HANDLES)} == {console}
    shared = (LEARNED, TRIED, SHARED_PROMPT, CIRCLE, SHELTER.name)
    assert {mark for *_, mark in those_with(told, shared)} == set(shared)
    assert {path for _, path, _, _ in those_with(told, (KEPT,))} == {f"/groups/{place.site.ids['group']}"}
    assert {mark for *_, mark in those_with(told, OWN)} == set(OWN)
    assert {path for _, path, _, _ in those_with(told, (LEARNT,))} >= {"/practice/log", "/practice/packet.zip"}
    assert those_with(walk(place, place.site.as_("Cora")), (SIGNED,)) != []


@pytest.mark.parametrize("name", ["Cora", "Ada"])
def test_neither_coordinator_nor_administrator_reaches_words_or_handles_by_any_page(place, name):
    told = walk(place, place.site.as_(name))
    assert those_with(told, (*LIVE, KEPT, *OWN)) == []
    assert {a.status for a in told if a.path.startswith(("/console/", "/groups"))} == {403}


def test_an_administrator_alone_sees_no_name_left_for_credit(place):
    assert those_with(walk(place, place.site.as_("Ada")), (SIGNED,)) == []


def test_a_facilitator_of_another_session_sees_nothing_of_this_one(place):
    """Dot belongs to the organization, and is neither this session's facilitator nor named its deputy."""
    told = walk(place, place.site.as_("Dot"))
    assert those_with(told, (*LIVE, SIGNED, *OWN)) == []
    console = [a for a in told if a.path.startswith(f"/console/{place.meeting.id}")]
    assert {a.status for a in console} == {404}
    assert len(console) >= 3, "the page, its QR code, its new door"


def test_whoever_is_not_signed_in_sees_nothing_at_all(place):
    told = walk(place, place.site.browser())
    assert those_with(told, (*LIVE, KEPT, SIGNED, *OWN, *OF_RIVERSIDE)) == []


def test_a_phone_in_this_session_reads_it_on_its_own_page_alone_and_reaches_no_members_page(place):
    phone = place.site.browser()
    assert phone.send(f"/j/{place.meeting.link}", handle="Wanderer").status_code == 303
    told = walk(place, phone)
    assert {path for _, path, _, _ in those_with(told, LIVE)} == {"/here"}
    assert those_with(told, (SAID[1], KEPT, SIGNED, *OWN, *map(email, ("Fay", "Dot", "Cora", "Ada")))) == []
    assert {a.status for a in told if a.path.startswith(("/groups", "/attendance", "/console"))} <= {302, 400, 404, 405}


@pytest.mark.parametrize("come", ["another session", "removed"])
def test_a_phone_of_another_session_or_one_that_was_removed_reads_nothing_of_this_one(place, come):
    """Its cookie is good, signed and its own; only not for this."""
    home, phone = place.site.home, place.site.browser()
    group = circles.group_of(home.store, place.site.ids["Elsewhere"], place.site.ids["their group"])
    there = place.meeting.id if come == "removed" else circles.open_meeting(home, group, place.site.ids["Olu"])
    state = home.desk.read(there).meeting
    before = set(state.seats)
    assert phone.send(f"/j/{state.link}", handle="Wanderer").status_code == 303
    if come == "removed":
        (seat,) = set(home.desk.read(there).meeting.seats) - before
        fay = Actor("facilitator", member=place.site.ids["Fay"])
        assert home.desk.perform(there, fay, ask.RemovePerson(seat=seat)) is None
    assert those_with(walk(place, phone), (*LIVE, KEPT, SIGNED, *OWN, *map(email, ("Fay", "Dot", "Cora", "Ada")))) == []


def test_a_member_of_another_organization_sees_nothing_of_this_one(place):
    """Olu has every role, and knows every id."""
    told = walk(place, place.site.as_("Olu"))
    assert those_with(told, (*LIVE, KEPT, SIGNED, *OWN, *OF_RIVERSIDE)) == []


def test_an_id_of_another_organization_is_like_one_that_does_not_exist(place):
    """What Olu is told of a real id is what she is told of one nobody has: not even that it exists."""
    ids = {id for name in ("id", "round", "member") for id in place.values[name]}

    def made_up(id: str) -> str:
        return id[0] + "f" * (len(id) - 1) if id in ids else id

    invented = {name: tuple(made_up(v) for v in values) for name, values in place.values.items()}
    own = place.site.as_("Olu")
    # The console of a session that is over says so to every facilitator, and does not know any more whose it was.
    for rule in (r for r in rules(place, "GET") if r.arguments and r.endpoint != "groups.console"):
        for real, other in zip(addresses(place, rule, place.values), addresses(place, rule, invented), strict=True):
            if real == other:
                continue
            first, second = own.get(real), own.get(other)
            assert first.status_code == second.status_code, real
            assert without_ids(first.text, ids) == without_ids(second.text, {made_up(id) for id in ids}), real
            assert first.status_code in (200, 302, 403, 404)


def without_ids(text: str, ids: set[str]) -> str:
    """A page without the ids in it and the tokens that are new every time."""
    for id in ids:
        text = text.replace(id, "ID")
    return re.sub(r'name="csrf_token" value="[^"]+"', "", text)


def test_what_olu_does_to_riversides_ids_changes_nothing_there(place):
    home, ids = place.site.home, place.site.ids
    before = circles.group_of(home.store, ids["Riverside"], ids["group"]).__dict__.copy()
    walk(place, place.site.as_("Olu"))
    after = circles.group_of(home.store, ids["Riverside"], ids["group"]).__dict__.copy()
    assert {k: v for k, v in before.items() if k[0] != "_"} == {k: v for k, v in after.items() if k[0] != "_"}
    meeting = home.desk.read(place.meeting.id).meeting
    assert (meeting.phase, meeting.code, len(meeting.seats)) == ("running", place.meeting.code, len(HANDLES))
    found = erasing.signatures_of(home.store, home.names, ids["Riverside"], SIGNED, THREADS.offload)
    assert len(found) == 1
    assert {one.id for one in members.invitations_of(home.store, ids["Riverside"])} == set(place.values["invitation"])


def test_a_copy_made_before_an_update_holds_no_word_no_handle_and_no_name(place, tmp_path):
    """As the migration makes it, in the middle of a session."""
    back_up(tmp_path / "facilitator.sqlite3", tmp_path / "backups", "0003")
    (copy,) = (tmp_path / "backups").iterdir()
    assert b"Tuesday Hope Circle" in copy.read_bytes(), "it is a copy"
    everything = every_byte(tmp_path)
    for mark in (*LIVE, KEPT, SIGNED):
        assert mark.encode() not in everything
