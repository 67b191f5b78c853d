from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from factories import a_site
from people import Browser, a_member
from sqlalchemy.exc import IntegrityError, InvalidRequestError

from moderation.database import db
from moderation.members import queries, workflow
from moderation.members.errors import LastOwner
from moderation.members.models import Member, Membership
from moderation.members.roles import Role
from moderation.sites.queries import site_named

if TYPE_CHECKING:
    from flask import Flask


def member(member_id: int) -> Member:
    return db.session.get_one(Member, member_id)


def site_id(name: str) -> int:
    site = site_named(db.session(), name) or a_site(
        db.session(), name, origins=["https://garden.example"]
    )
    return site.id


def test_roles_rise_from_reader_to_owner() -> None:
    assert sorted(Role) == [Role.READER, Role.MODERATOR, Role.ADMINISTRATOR, Role.OWNER]
    assert [role.word for role in Role] == ["reader", "moderator", "administrator", "owner"]
    assert Role.named("moderator") is Role.MODERATOR
    with pytest.raises(ValueError, match="“king” is not a role"):
        Role.named("king")


def test_a_role_on_one_site_says_nothing_about_another(app: Flask) -> None:
    awa = a_member(app, role=Role.MODERATOR, site="blog")
    with app.app_context():
        session, garden = db.session(), site_id("garden")
        assert queries.role_of(session, awa, site_id("blog")) is Role.MODERATOR
        assert queries.role_of(session, awa, garden) is None
        assert [site.name for site in queries.sites_of(session, member(awa))] == ["blog"]


def test_a_role_everywhere_holds_on_every_site_there_will_be(app: Flask) -> None:
    camille = a_member(app)
    with app.app_context():
        session, garden = db.session(), site_id("garden")
        assert queries.role_of(session, camille, garden) is Role.OWNER
        assert [site.name for site in queries.sites_of(session, member(camille))] == [
            "blog",
            "garden",
        ]


def test_the_higher_of_two_roles_counts(app: Flask) -> None:
    awa = a_member(app, role=Role.READER)
    with app.app_context():
        session = db.session()
        workflow.grant(session, member(awa), Role.ADMINISTRATOR, site_id("blog"))
        garden = site_id("garden")
        assert queries.role_of(session, awa, site_id("blog")) is Role.ADMINISTRATOR
        assert queries.role_of(session, awa, garden) is Role.READER
        assert queries.highest_role(session, awa) is Role.ADMINISTRATOR
        sites = queries.sites_of(session, member(awa), Role.MODERATOR)
        assert [site.name for site in sites] == ["blog"]


def test_O13_the_last_owner_cannot_be_revoked(app: Flask) -> None:
    camille = a_member(app)
    with app.app_context(), pytest.raises(LastOwner):
        workflow.revoke(db.session(), member(camille))


def test_O13_the_last_owner_cannot_be_demoted(app: Flask) -> None:
    camille = a_member(app)
    a_member(app, "awa@example.org", role=Role.ADMINISTRATOR)
    with app.app_context(), pytest.raises(LastOwner):
        workflow.grant(db.session(), member(camille), Role.ADMINISTRATOR, None)


def test_O13_the_last_owner_cannot_lose_the_role_itself(app: Flask) -> None:
    camille = a_member(app)
    with app.app_context(), pytest.raises(LastOwner):
        workflow.withdraw(db.session(), member(camille), member(camille).memberships[0])


def test_O13_an_owner_of_one_site_does_not_replace_one_of_all(app: Flask) -> None:
    camille = a_member(app)
    a_member(app, "awa@example.org", role=Role.OWNER, site="blog")
    with app.app_context(), pytest.raises(LastOwner):
        workflow.revoke(db.session(), member(camille))


def test_O13_an_invited_owner_does_not_count_before_accepting(app: Flask) -> None:
    camille = a_member(app)
    awa = a_member(app, "awa@example.org")
    with app.app_context():
        member(awa).active = False
        with pytest.raises(LastOwner):
            workflow.revoke(db.session(), member(camille))


def test_an_owner_may_go_when_another_stays(app: Flask) -> None:
    camille = a_member(app)
    awa = a_member(app, "awa@example.org")
    with app.app_context():
        workflow.revoke(db.session(), member(camille))
        db.session.commit()
        with pytest.raises(LastOwner):
            workflow.revoke(db.session(), member(awa))


def test_an_owner_of_one_site_may_go_while_somebody_owns_all(app: Flask) -> None:
    a_member(app)
    awa = a_member(app, "awa@example.org", role=Role.OWNER, site="blog")
    with app.app_context():
        workflow.revoke(db.session(), member(awa))
        assert member(awa).memberships == []


def test_a_role_may_be_taken_from_a_moderator(app: Flask) -> None:
    awa = a_member(app, role=Role.MODERATOR)
    with app.app_context():
        workflow.withdraw(db.session(), member(awa), member(awa).memberships[0])
        db.session.commit()
        assert queries.highest_role(db.session(), awa) is None


def test_O13_revoking_signs_out_at_once_everywhere(app: Flask) -> None:
    a_member(app)
    awa = a_member(app, "awa@example.org")
    laptop, phone = Browser(app), Browser(app)
    laptop.sign_in("awa@example.org")
    phone.sign_in("awa@example.org")
    with app.app_context():
        workflow.revoke(db.session(), member(awa))
        db.session.commit()
    assert not laptop.is_signed_in()
    assert not phone.is_signed_in()
    assert Browser(app).sign_in("awa@example.org").status_code == 422


def test_a_member_has_one_role_per_site_and_one_everywhere(app: Flask) -> None:
    camille = a_member(app)
    with app.app_context():
        db.session.add(Membership(member_id=camille, site_id=None, role=Role.READER))
        with pytest.raises(IntegrityError):
            db.session.commit()


def test_reading_an_address_is_never_an_accident(app: Flask) -> None:
    camille = a_member(app)
    with app.app_context(), pytest.raises(InvalidRequestError, match="raiseload"):
        _ = member(camille).email_sealed


def test_names_of_members_are_known_also_after_they_left(app: Flask) -> None:
    camille = a_member(app)
    awa = a_member(app, "awa@example.org", name="Awa Diallo")
    with app.app_context():
        workflow.revoke(db.session(), member(awa))
        session = db.session()
        assert queries.names_of(session, [camille, awa]) == {
            camille: "Camille Roux",
            awa: "Awa Diallo",
        }
        assert list(queries.display_names(session)) == ["Camille Roux"]
