from __future__ import annotations

from typing import TYPE_CHECKING

from people import Browser, a_member

from moderation.members import Role
from moderation.members.access import Permission, permission_of

if TYPE_CHECKING:
    from flask import Flask

ANYONE, BY_LINK = Permission(None), Permission(None, by_link=True)
MEMBER, PROTECTING = Permission(Role.READER), Permission(Role.READER, protecting=True)

# Every page under /account/, and whom it is for.
PAGES = {
    ("GET", "/account/sign-in"): ANYONE,
    ("POST", "/account/sign-in"): ANYONE,
    ("GET", "/account/sign-in/code"): ANYONE,
    ("POST", "/account/sign-in/code"): ANYONE,
    ("GET", "/account/sign-in/recovery"): ANYONE,
    ("POST", "/account/sign-in/recovery"): ANYONE,
    ("POST", "/account/sign-in/challenge"): ANYONE,
    ("POST", "/account/sign-in/passkey"): ANYONE,
    ("POST", "/account/sign-out"): ANYONE,
    ("GET", "/account/signed-out"): ANYONE,
    ("GET", "/account/setup"): BY_LINK,
    ("POST", "/account/setup"): BY_LINK,
    ("GET", "/account/invitation"): BY_LINK,
    ("POST", "/account/invitation"): BY_LINK,
    ("GET", "/account/new-password"): BY_LINK,
    ("POST", "/account/new-password"): BY_LINK,
    ("GET", "/account/preferences"): MEMBER,
    ("POST", "/account/preferences"): MEMBER,
    ("GET", "/account/security"): PROTECTING,
    ("POST", "/account/password"): PROTECTING,
    ("GET", "/account/confirm"): PROTECTING,
    ("POST", "/account/confirm"): PROTECTING,
    ("GET", "/account/security/authenticator"): PROTECTING,
    ("POST", "/account/security/authenticator"): PROTECTING,
    ("POST", "/account/security/authenticator/confirm"): PROTECTING,
    ("POST", "/account/security/authenticator/remove"): MEMBER,
    ("POST", "/account/security/recovery-codes"): MEMBER,
    ("POST", "/account/passkeys/challenge"): PROTECTING,
    ("GET", "/account/passkeys/new"): PROTECTING,
    ("POST", "/account/passkeys"): PROTECTING,
    ("POST", "/account/passkeys/rename"): MEMBER,
    ("POST", "/account/passkeys/remove"): MEMBER,
    ("GET", "/account/sessions"): MEMBER,
    ("POST", "/account/sessions/end"): MEMBER,
    ("POST", "/account/sessions/end-all"): MEMBER,
    ("GET", "/account/sessions/stay"): PROTECTING,
}


def test_T16_every_account_page_says_whom_it_is_for(app: Flask) -> None:
    found = {
        (method, rule.rule): permission_of(app.view_functions[rule.endpoint])
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("account.") and rule.endpoint != "account.static"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert found == PAGES


def test_T16_strangers_open_no_account_page_that_is_for_members(app: Flask) -> None:
    a_member(app)
    for (method, path), permission in PAGES.items():
        if permission.role is not None and method == "GET":
            answer = Browser(app).get(path)
            assert answer.location == f"/account/sign-in?next={path}"
