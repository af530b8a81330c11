"""Plans: building one without JavaScript, copying, sharing, printing, undoing, and what a session opens with."""

import json
import re

import pytest

from facilitator.accounts.models import Organization
from facilitator.groups import circles, group_prompts, plans
from facilitator.groups.models import Group, Plan
from facilitator.groups.plans import Outline, PlannedRound
from facilitator.meeting.rounds.story.piece import Settings
from tests.web.browsing import Filled


@pytest.fixture
def fay(site):
    return site.as_("Fay")


@pytest.fixture
def group(site):
    return circles.group_of(site.home.store, site.ids["Riverside"], site.ids["group"])


@pytest.fixture
def here(site):
    return f"/groups/{site.ids['group']}"


@pytest.fixture
def plan(here, site):
    return f"{here}/plans/{site.ids['plan']}"


def another_group(site) -> Group:
    id = circles.make_group(site.home.store, site.ids["Riverside"], {"name": "Friday Circle"})
    return circles.group_of(site.home.store, site.ids["Riverside"], id)


def send(browser, path, at, **fields):
    """Sends a form of the group's page, by its address."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(at).text).group(1)
    return browser.client.post(path, data={"csrf_token": token, **fields})


def press(browser, path, do, page=None, **typed):
    """Types into the builder and presses one of its buttons; gives the form that comes back, or where it leads."""
    form = page or Filled(browser.get(path).text, "builder")
    answer = browser.client.post(path, data=form.set(**typed).pressed("do", do))
    if answer.status_code == 302:
        return answer.location
    assert answer.status_code == 200
    filled = Filled(answer.text, "builder")
    filled.text = answer.text
    return filled


def kept(site, group, id=None):
    """What a plan says in the database."""
    return plans.outline(plans.plan_of(site.home.store, group, id or site.ids["plan"]))


def prompts_in(form):
    return [form[f"{key}-prompt"] for key in form.all("round")]


def kinds_in(form):
    return [form[f"{key}-kind"] for key in form.all("round")]


# Making


def test_a_group_without_a_plan_is_offered_templates(site, fay):
    new = another_group(site)
    page = fay.get(f"/groups/{new.id}").text
    assert '<details class="more" open><summary>Start from a template' in page
    for name in ("60 minutes for 8", "90 minutes for 12", "First meeting of a group", "In a room and online at once",
                 "A large room", "Practice circle for facilitators"):  # fmt: skip
        assert name in page


def test_a_template_becomes_the_groups_own_in_the_groups_language(site, fay, here, group):
    circles.change_group(site.home.store, group.organization_id, group.id, {"language": "es"})
    where = send(fay, f"{here}/plans", here, start="sixty_minutes").location
    form = Filled(fay.get(where).text, "builder")
    assert form["name"] == "60 minutos para 8"
    assert "¿Qué te ayudó esta semana, aunque fuera un poco?" in prompts_in(form)
    story = kinds_in(form).index("story")
    assert form[f"{form.all('round')[story]}-set-order"] == "ring"


def test_an_empty_plan_can_be_filled(fay, here):
    where = send(fay, f"{here}/plans", here).location
    form = press(fay, where, "add shoutouts")
    assert kinds_in(form) == ["shoutouts"]
    assert form["1-minutes"] == "15"
    assert "Strengths shout-outs is added." in form.text


def test_a_copy_says_that_it_is_one_and_leaves_the_first_alone(site, fay, here, group):
    where = send(fay, f"{here}/plans", here, start=site.ids["plan"]).location
    copy = kept(site, group, where.rsplit("/", 1)[1])
    assert copy.name == "Stories and thanks, a copy"
    assert copy.rounds == kept(site, group).rounds
    assert press(fay, where, "save", name="Ours") == f"{here}#plans"
    assert kept(site, group).name == "Stories and thanks"


def test_a_plan_can_start_from_nothing_that_is_not_there(fay, here):
    assert send(fay, f"{here}/plans", here, start="xnothing").status_code == 404


# Building, without JavaScript


def test_a_plan_is_built_button_by_button_and_kept_only_when_it_is_saved(site, fay, plan, group):
    before = kept(site, group)
    form = press(fay, plan, "down 1", minutes="75", r2__prompt="What did you see?")
    assert kinds_in(form) == ["shoutouts", "story"]
    assert "Shared story is now 2 of 2." in form.text
    assert form["minutes"] == "75"
    form = press(fay, plan, "add story", form, r2__minutes="12")
    assert kinds_in(form) == ["shoutouts", "story", "story"]
    form = press(fay, plan, "out 1", form)
    assert "1-minutes" in dict(form.fields)
    assert "Take it in again" in form.text
    assert "37 of 75 minutes" in form.text
    form = press(fay, plan, "back 1", form)
    form = press(fay, plan, "out 3", form)
    assert kept(site, group) == before
    assert press(fay, plan, "save", form, name="Backwards").endswith("#plans")
    now = kept(site, group)
    assert (now.name, now.minutes) == ("Backwards", 75)
    assert [(r.kind, r.minutes) for r in now.rounds] == [("shoutouts", 12), ("story", 25)]
    assert now.rounds[0].prompt == "What did you see?"
    assert "Saved." in fay.get(plan.rsplit("/plans", 1)[0]).text


def test_at_either_end_a_round_stays_where_it_is(fay, plan):
    assert kinds_in(press(fay, plan, "up 1")) == ["story", "shoutouts"]
    assert kinds_in(press(fay, plan, "down 2")) == ["story", "shoutouts"]


def test_enter_in_a_field_adds_up_and_saves_nothing(fay, plan):
    first = Filled(fay.get(plan).text, "builder").buttons[0]
    assert first == ("do", "count")
    form = press(fay, plan, "count", r1__minutes="50")
    assert "65 of 60 minutes" in form.text
    assert "5 more than the session has." in form.text
    assert "It fits to the minute." in press(fay, plan, "count", form, r1__minutes="45").text
    assert "20 to spare" in press(fay, plan, "count", form, r1__minutes="25").text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"name": "\u200b"}, "Please fill this in."),
        ({"name": "x" * 81}, "This is too long."),
        ({"minutes": "soon"}, "A number from 15 to 480, please."),
        ({"minutes": "14"}, "A number from 15 to 480, please."),
        ({"minutes": "-60"}, "A number from 15 to 480, please."),
        ({"r1__minutes": "0"}, "A number from 1 to 240, please."),
        ({"r1__minutes": "241"}, "A number from 1 to 240, please."),
        ({"r1__minutes": ""}, "A number from 1 to 240, please."),
        ({"r1__prompt": "x" * 401}, "This is too long."),
        ({"r1__set__minutes": "99"}, "A number from 1 to 30, please."),
        ({"r1__set__minutes": "two"}, "A number from 1 to 30, please."),
        ({"r1__set__order": "backwards"}, "That did not arrive whole."),
        ({"r1__kind": "juggling"}, "This kind of round is not here any more."),
    ],
)
def test_what_cannot_be_kept_is_said_beside_it_and_nothing_typed_is_lost(site, fay, plan, group, typed, says):
    before = kept(site, group)
    form = press(fay, plan, "save", r2__prompt="Typed by hand", **typed)
    assert says in form.text
    assert form["2-prompt"] == "Typed by hand"
    (name, value) = next(iter(typed.items()))
    if name not in ("r1__set__order", "r1__kind"):
        assert form[name.replace("__", "-").removeprefix("r")].strip("\u200b") == value.strip("\u200b")
    assert kept(site, group) == before


def test_what_is_typed_is_cleaned_and_shown_as_it_is(site, fay, plan, group):
    press(fay, plan, "save", name="  A\u202e plan ", r1__prompt="<b>One</b>\r\n\r\n\r\n\r\ntwo", r2__prompt="\u200b")
    now = kept(site, group)
    assert now.name == "A plan"
    assert [r.prompt for r in now.rounds] == ["<b>One</b>\n\ntwo", ""]
    assert "&lt;b&gt;One" in fay.get(plan).text


def test_two_who_change_one_plan_do_not_undo_each_other_unawares(site, fay, plan, group):
    first, second = (Filled(fay.get(plan).text, "builder") for _ in range(2))
    press(fay, plan, "save", first, name="The first")
    second = press(fay, plan, "count", second, r1__prompt="Mine")
    second = press(fay, plan, "save", second, name="The second")
    assert "Somebody changed this plan meanwhile." in second.text
    assert kept(site, group).name == "The first"
    press(fay, plan, "save", second)
    assert (kept(site, group).name, kept(site, group).rounds[0].prompt) == ("The second", "Mine")


def test_settings_are_built_from_the_kind_itself(site, fay, plan, group):
    page = fay.get(plan).text
    assert "How the piece travels" in page
    assert "Round the circle" in page
    press(fay, plan, "save", r1__set__order="popcorn", r1__set__minutes="5", r1__set__cue="y")
    assert kept(site, group).rounds[0].settings["order"] == "popcorn"
    assert kept(site, group).rounds[0].settings["minutes"] == 5
    assert kept(site, group).rounds[0].settings["cue"] is True
    press(fay, plan, "save", r1__set__cue=None)
    assert kept(site, group).rounds[0].settings["cue"] is False


def test_a_settings_field_that_no_page_can_show_is_carried_along(site, fay, plan, monkeypatch):
    from facilitator.groups import builder, round_settings

    monkeypatch.setattr(builder, "shown", lambda kind: [s for s in round_settings.shown(kind) if s.name != "order"])
    with_order = PlannedRound("story", 20, "", {"order": "ring"})
    made = plans.make_plan(site.home.store, circles.group_of(site.home.store, site.ids["Riverside"], site.ids["group"]),
                           site.ids["Fay"], Outline("One", 60, (with_order,)))  # fmt: skip
    path = plan.rsplit("/", 1)[0] + f"/{made}"
    form = Filled(fay.get(path).text, "builder")
    assert json.loads(form["1-kept"])["order"] == "ring"
    press(fay, path, "save", form)
    with site.home.store.read() as session:
        assert json.loads(session.get(Plan, made).rounds)[0]["settings"]["order"] == "ring"
    assert "That did not arrive whole." in press(fay, path, "save", r1__kept='{"order": 7}').text
    assert isinstance(press(fay, path, "save", r1__kept="not json"), str)


def test_a_button_of_another_page_does_nothing(fay, plan):
    form = Filled(fay.get(plan).text, "builder")
    for do in ("up 99", "add juggling", "idea 1 xnothing", "keep 99", "dance", "", "up"):
        form.buttons.append(("do", do))
        assert kinds_in(press(fay, plan, do, form)) == ["story", "shoutouts"]


def test_a_plan_has_an_end(site, fay, plan, group):
    many = Outline("Many", 480, tuple(PlannedRound("story", 5) for _ in range(30)))
    plans.change_plan(site.home.store, site.ids["plan"], many)
    assert len(press(fay, plan, "add story").all("round")) == 30


# Prompts


def test_an_idea_becomes_the_prompt(fay, plan):
    page = fay.get(plan).text
    assert "Touches on: loss and grief" in page
    form = press(fay, plan, "idea 1 3")
    assert form["1-prompt"] == "Tell us about a time you surprised yourself."


def test_ideas_are_sorted_by_depth_without_javascript(fay, plan):
    form = press(fay, plan, "count", **{"r1__depth": "deep"})
    assert re.search(r'name="1-depth" value="deep" checked', form.text)
    assert re.search(r'<li class="deep"><button class="wide idea" name="do" value="idea 1 \d+"', form.text)


def test_what_there_is_to_choose_from_stands_on_lines_of_its_own():
    idea = {"text": "What next?", "options": ["Rest", "Hope"]}
    assert group_prompts.as_prompt(idea) == "What next?\nRest\nHope"


def test_a_prompt_is_kept_for_the_group_and_offered_from_then_on(site, fay, plan, here, group):
    form = press(fay, plan, "keep 1", r1__prompt="What song kept you company?", r1__keep="light")
    assert "Kept for the group." in form.text
    press(fay, plan, "keep 1", form, r1__keep="deep")
    [own] = group_prompts.prompts_of(site.home.store, group)
    assert (own.kind, own.text, own.depth) == ("story", "What song kept you company?", "deep")
    assert press(fay, plan, f"idea 1 {own.id}")["1-prompt"] == own.text
    assert own.text in fay.get(here).text
    where = send(fay, f"{here}/open", here).location
    ideas = fay.boot(where)["prompts"]["story"]
    assert ideas[0]["text"] == own.text
    assert len(ideas) > 20


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "x" * 401])
def test_a_prompt_of_nothing_is_not_kept(site, fay, plan, group, text):
    press(fay, plan, "keep 1", r1__prompt=text)
    assert group_prompts.prompts_of(site.home.store, group) == []


def test_a_groups_own_prompts_are_its_own(site, fay, plan, group):
    group_prompts.keep_prompt(site.home.store, group, "story", "Only here", "light")
    other = another_group(site)
    assert "Only here" not in str(group_prompts.ideas(site.home.store, other, "en"))
    [own] = group_prompts.prompts_of(site.home.store, group)
    assert send(fay, f"/groups/{other.id}/prompts/{own.id}/remove", "/groups").status_code == 404


def test_a_prompt_that_was_deleted_can_be_brought_back(site, fay, here, group):
    group_prompts.keep_prompt(site.home.store, group, "story", "What helped?", "light")
    [own] = group_prompts.prompts_of(site.home.store, group)
    assert send(fay, f"{here}/prompts/{own.id}/bring-back", here).status_code == 404
    send(fay, f"{here}/prompts/{own.id}/remove", here)
    assert group_prompts.prompts_of(site.home.store, group) == []
    page = fay.get(here).text
    assert "The prompt is deleted." in page
    undo = re.search(r'action="([^"]+)" class="note good flash', page).group(1)
    send(fay, undo, here)
    assert [p.text for p in group_prompts.prompts_of(site.home.store, group)] == ["What helped?"]
    send(fay, f"{here}/prompts/{own.id}/remove", here)
    group_prompts.keep_prompt(site.home.store, group, "story", "What helped?", "deep")
    assert [p.depth for p in group_prompts.prompts_of(site.home.store, group)] == ["deep"]


# Sharing, deleting


def test_a_plan_is_seen_by_other_groups_only_while_it_is_shared(site, fay, here, plan):
    other = another_group(site)
    theirs = f"/groups/{other.id}"
    assert "From others" in fay.get(theirs).text
    assert "Stories and thanks" in fay.get(theirs).text
    send(fay, f"{plan}/share", here)
    assert "Stories and thanks" not in fay.get(theirs).text
    assert send(fay, f"{theirs}/plans", theirs, start=site.ids["plan"]).status_code == 404
    assert send(fay, f"{theirs}/open", theirs, plan=site.ids["plan"]).status_code == 404
    send(fay, f"{plan}/share", here, on="1")
    copied = send(fay, f"{theirs}/plans", theirs, start=site.ids["plan"]).location
    assert copied.startswith(theirs)
    assert Filled(fay.get(copied).text, "builder")["name"] == "Stories and thanks"


def test_a_plan_of_another_group_is_not_at_this_groups_address(site, fay):
    other = another_group(site)
    assert fay.get(f"/groups/{other.id}/plans/{site.ids['plan']}").status_code == 404


def test_a_plan_that_was_deleted_can_be_brought_back(site, fay, here, plan, group):
    send(fay, f"{plan}/remove", here)
    assert plans.plans_of(site.home.store, group) == []
    assert plans.shared_by_others(site.home.store, another_group(site)) == []
    assert fay.get(plan).status_code == 404
    page = fay.get(here).text
    assert "“Stories and thanks” is deleted." in page
    undo = re.search(r'action="([^"]+)" class="note good flash', page).group(1)
    assert send(fay, undo, here).status_code == 302
    assert "It is back." in fay.get(here).text
    assert [p.name for p in plans.plans_of(site.home.store, group)] == ["Stories and thanks"]
    assert send(fay, undo, here).status_code == 404


def test_what_was_deleted_is_gone_for_good_after_a_month(site, group):
    store, day = site.home.store, 24 * 3_600_000
    plans.remove_plan(store, group.organization_id, site.ids["plan"], 0)
    second = plans.make_plan(store, group, site.ids["Fay"], Outline("Second"))
    plans.remove_plan(store, group.organization_id, second, 29 * day)
    assert plans.plan_of(store, group, site.ids["plan"], removed=True)
    third = plans.make_plan(store, group, site.ids["Fay"], Outline("Third"))
    plans.remove_plan(store, group.organization_id, third, 31 * day)
    assert not plans.plan_of(store, group, site.ids["plan"], removed=True)
    assert plans.plan_of(store, group, second, removed=True)


# On paper


def test_on_paper_minutes_count_from_the_start_and_nothing_needs_a_screen(site, fay, plan):
    outline = Outline("Evening", 60, (PlannedRound("story", 25, "What helped?"), PlannedRound("shoutouts", 10)))
    plans.change_plan(site.home.store, site.ids["plan"], outline)
    page = fay.get(f"{plan}/print").text
    assert re.findall(r'<td class="when"><b>(\d+)</b>', page) == ["0", "25", "35"]
    for words in ("Tuesday Hope Circle", "Evening", "What helped?", "Everyone may pass.", "988"):
        assert words in page
    assert "<script" not in page
    assert "<form" not in page


# Opening a session


def opened(site, fay, here, **form):
    where = send(fay, f"{here}/open", here, **form).location
    return site.home.desk.read(where.rsplit("/", 1)[1]).meeting, fay.boot(where)


def test_a_session_opens_with_the_plan_that_was_chosen(site, fay, here, group):
    rounds = (
        PlannedRound("shoutouts", 7, "What is this group good at?"),
        PlannedRound("story", 40, "", {"order": "popcorn", "minutes": 4}),
    )
    made = plans.make_plan(site.home.store, group, site.ids["Fay"], Outline("Long", 75, rounds))
    meeting, boot = opened(site, fay, here, plan=made)
    assert meeting.length == 75
    assert [(r.kind, r.minutes) for r in meeting.rounds] == [("shoutouts", 7), ("story", 40)]
    assert meeting.rounds[1].settings == Settings(order="popcorn", minutes=4)
    first, second = (boot["view"]["plan"][id] for id in boot["view"]["order"])
    assert first["prompt"] == "What is this group good at?"
    assert second["prompt"] == ""


def usual(fay, here):
    """What the chooser stands on."""
    return re.search(r'<option value="([^"]*)" selected>', fay.get(here).text).group(1)


def closed(site, meeting):
    from facilitator.meeting import commands as ask
    from facilitator.meeting.permissions import Actor

    facilitator = Actor("facilitator", member=site.ids["Fay"])
    for command in (ask.BeginClosing(), ask.Close()):
        assert site.home.desk.perform(meeting.id, facilitator, command) is None


def test_the_next_session_stands_on_the_plan_of_the_last(site, fay, here, plan, group):
    assert usual(fay, here) == site.ids["plan"]
    meeting, boot = opened(site, fay, here, plan="ninety_minutes")
    assert meeting.length == 90
    assert boot["view"]["plan"][boot["view"]["order"][0]]["prompt"]
    closed(site, meeting)
    assert usual(fay, here) == "ninety_minutes"
    meeting, _ = opened(site, fay, here)
    assert meeting.length == 90
    closed(site, meeting)
    closed(site, opened(site, fay, here, plan=site.ids["plan"])[0])
    assert usual(fay, here) == site.ids["plan"]
    send(fay, f"{plan}/remove", here)
    assert usual(fay, here) == "sixty_minutes"
    assert opened(site, fay, here)[0].length == 60


def test_a_session_may_begin_without_a_plan(site, fay, here):
    meeting, _ = opened(site, fay, here, plan="without")
    assert meeting.rounds == ()


def test_a_new_group_opens_with_the_template_in_its_own_language(site, fay):
    new = another_group(site)
    circles.change_group(site.home.store, new.organization_id, new.id, {"language": "es"})
    _, boot = opened(site, fay, f"/groups/{new.id}")
    said = [boot["view"]["plan"][id]["prompt"] for id in boot["view"]["order"]]
    assert "¿Qué fortaleza viste hoy en alguien de aquí?" in said


@pytest.mark.parametrize(
    ("round", "planned"),
    [
        (PlannedRound("juggling", 5), []),
        (PlannedRound("story", 9, "", {"order": "backwards"}), [Settings()]),
        (PlannedRound("story", 9, "", {"tempo": "allegro"}), [Settings()]),
        (PlannedRound("story", 9, "", {"minutes": 900}), [Settings()]),
    ],
)
def test_a_kind_that_has_gone_or_changed_never_stops_a_session_from_opening(site, fay, here, group, round, planned):
    outline = Outline("Old", 60, (round, PlannedRound("shoutouts", 7)))
    made = plans.make_plan(site.home.store, group, site.ids["Fay"], outline)
    meeting, _ = opened(site, fay, here, plan=made)
    assert [r.settings for r in meeting.rounds[:-1]] == planned
    assert meeting.rounds[-1].kind == "shoutouts"
    assert fay.get(f"{here}/plans/{made}").status_code == 200
    assert fay.get(f"{here}/plans/{made}/print").status_code == 200
    assert fay.get(here).status_code == 200


def test_a_rehearsal_is_what_it_always_was_and_changes_no_groups_habit(site, group):
    id = circles.open_meeting(site.home, group, site.ids["Fay"], rehearsal=True)
    assert [r.kind for r in site.home.desk.read(id).meeting.rounds] == ["story", "shoutouts"]
    assert circles.group_of(site.home.store, group.organization_id, group.id).last_plan == ""


# Who may


def test_another_organization_reaches_nothing(site, fay, plan, here, group):
    group_prompts.keep_prompt(site.home.store, group, "story", "What helped?", "light")
    [own] = group_prompts.prompts_of(site.home.store, group)
    olu, theirs = site.as_("Olu"), f"/groups/{site.ids['their group']}"
    id = site.ids["plan"]
    assert "Stories and thanks" not in olu.get(theirs).text
    for path in (plan, f"{plan}/print", f"{theirs}/plans/{id}", f"{theirs}/plans/{id}/print"):
        assert olu.get(path).status_code == 404, path
    for path in (
        f"{here}/plans", plan, f"{plan}/share", f"{plan}/remove", f"{plan}/bring-back", f"{here}/prompts/{own.id}/remove",
        f"{here}/prompts/{own.id}/bring-back", f"{theirs}/plans/{id}", f"{theirs}/plans/{id}/share",
        f"{theirs}/plans/{id}/remove", f"{theirs}/plans/{id}/bring-back", f"{theirs}/prompts/{own.id}/remove",
    ):  # fmt: skip
        assert send(olu, path, theirs, do="save").status_code == 404, path
    assert send(olu, f"{theirs}/plans", theirs, start=id).status_code == 404
    assert send(olu, f"{theirs}/open", theirs, plan=id).status_code == 404
    assert kept(site, group).name == "Stories and thanks"
    with site.home.store.read() as session:
        assert session.get(Organization, site.ids["Elsewhere"])
        assert not session.get(Plan, id).removed_at


@pytest.mark.parametrize("name", ["Cora", "Ada"])
def test_plans_are_facilitators_work(site, name, plan, here):
    browser = site.as_(name)
    own = "/attendance" if name == "Cora" else "/organization"
    for path in (plan, f"{plan}/print"):
        assert browser.get(path).status_code == 403
    for path in (f"{here}/plans", plan, f"{plan}/share", f"{plan}/remove", f"{plan}/bring-back"):
        assert send(browser, path, own).status_code == 403


def test_every_facilitator_of_the_organization_may_change_a_groups_plans(site, plan, group):
    from facilitator.accounts import members
    from tests.places import PASSWORD

    newcomer = members.Newcomer("Finn", "finn@example.org", PASSWORD)
    members.add_member(site.home.store, site.ids["Riverside"], newcomer, ["facilitator"], lambda fn: fn())
    press(site.as_("Finn"), plan, "save", name="Finn was here")
    assert kept(site, group).name == "Finn was here"


def test_the_pages_speak_spanish_around_prompts_in_the_groups_language(site, fay, plan, here):
    page = fay.get(f"{plan}?lang=es").text
    assert '<html lang="es">' in page
    assert re.search(r'<textarea id="r1-prompt"[^>]* lang="en"', page)
    assert "Historia compartida" in page
