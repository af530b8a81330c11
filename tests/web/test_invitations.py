"""Invitations that wait: an administrator sees them and takes one back; its link is over then."""

import pytest

from facilitator.accounts import members
from tests.places import PASSWORD


def _invited(site, roles=("facilitator",)) -> tuple[str, str]:
    """Gives the link's path and the invitation's id."""
    store = site.home.store
    before = {one.id for one in members.invitations_of(store, site.ids["Riverside"])}
    token = members.invite(store, site.ids["Riverside"], roles)
    (made,) = {one.id for one in members.invitations_of(store, site.ids["Riverside"])} - before
    return f"/invitation/{token}", made


def test_an_invitation_is_withdrawn_and_the_others_stay(site):
    ada, (wrong, id), (right, _) = site.as_("Ada"), _invited(site, ("facilitator", "administrator")), _invited(site)
    page = ada.get("/organization").text
    assert page.count("/withdraw") == 2
    assert wrong.rsplit("/", 1)[1] not in page
    assert ada.send(f"/organization/invitations/{id}/withdraw", at="/organization").location == "/organization"
    page = ada.get("/organization").text
    assert "Its link works no more." in page
    assert page.count("/withdraw") == 1
    over = site.browser().get(wrong)
    assert (over.status_code, "This invitation is over" in over.text, "/sign-in" in over.text) == (404, True, True)
    assert site.browser().get(right).status_code == 200
    assert "Withdrew an invitation: facilitator, administrator." in ada.get("/organization/audit").text


def test_one_that_was_used_meanwhile_is_told_so_and_the_member_stays(site):
    ada, (link, id) = site.as_("Ada"), _invited(site)
    site.browser().send(link, name="New", email="new@example.org", password=PASSWORD)
    ada.send(f"/organization/invitations/{id}/withdraw", at="/organization")
    page = ada.get("/organization").text
    assert "It did not wait any more" in page
    assert "new@example.org" in page


@pytest.mark.parametrize("name", ["Fay", "Cora", "Olu"])
def test_only_an_administrator_of_the_same_organization_withdraws_one(site, name):
    link, id = _invited(site)
    site.as_(name).send(f"/organization/invitations/{id}/withdraw", at="/account")
    assert site.browser().get(link).status_code == 200
