"""A member's passkeys: made, used, renamed, taken away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, cast

import webauthn
from sqlalchemy import CursorResult, delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from moderation.members.factors.ceremony import PasskeyRefused
from moderation.members.factors.challenges import TIMEOUT_MS
from moderation.members.models import Member, Passkey

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.members.factors.ceremony import Answer, Party

# Counters have 32 bits without a sign, a column has one: beyond it any greater number is taken.
HIGHEST_COUNT: Final = 2**31 - 1


def all_of(session: Session, member_id: int) -> Sequence[Passkey]:
    """The passkeys of a member, oldest first."""
    return session.scalars(
        select(Passkey).where(Passkey.member_id == member_id).order_by(Passkey.id)
    ).all()


def options_to_make(
    session: Session, member: Member, email: str, party: Party, challenge: bytes
) -> dict[str, Any]:
    """What a browser is asked to make: any authenticator may, one that verifies people rather."""
    options = webauthn.generate_registration_options(
        rp_id=party.id,
        rp_name=party.id,
        user_id=member.public_id.encode(),
        user_name=email,
        user_display_name=member.name,
        challenge=challenge,
        timeout=TIMEOUT_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=_descriptors(session, member.id),
    )
    return cast("dict[str, Any]", json.loads(webauthn.options_to_json(options)))


def options_to_use(
    session: Session, member_id: int | None, party: Party, challenge: bytes
) -> dict[str, Any]:
    """What a browser is asked to sign: with a known member's passkeys, or with anybody's."""
    verification = UserVerificationRequirement
    options = webauthn.generate_authentication_options(
        rp_id=party.id,
        challenge=challenge,
        timeout=TIMEOUT_MS,
        allow_credentials=None if member_id is None else _descriptors(session, member_id),
        user_verification=verification.REQUIRED if member_id is None else verification.PREFERRED,
    )
    return cast("dict[str, Any]", json.loads(webauthn.options_to_json(options)))


def add(
    session: Session, member: Member, name: str, answer: Answer, party: Party, *, now: datetime
) -> None:
    """Keep a passkey that a browser has just made.

    Raises:
        PasskeyRefused: The answer is no proof of it, or it is known already.
    """
    try:
        made = webauthn.verify_registration_response(
            credential=answer.fields,
            expected_challenge=answer.challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
        )
    except Exception as error:  # strangers' bytes: the parsers raise what they like
        raise PasskeyRefused(type(error).__name__) from error
    passkey = Passkey(
        member_id=member.id,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=min(made.sign_count, HIGHEST_COUNT),
        transports=answer.transports,
        name=name,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(passkey)
    except IntegrityError as error:
        raise PasskeyRefused("known already") from error


def use(
    session: Session, member_id: int | None, answer: Answer, party: Party, *, now: datetime
) -> int:
    """Verify what a passkey signed, and note that it was used.

    Args:
        session: The caller commits it.
        member_id: Whose passkey it must be. Without, anybody's will do whose authenticator has
            verified the person, which is two factors in one.
        answer: What the browser sent.
        party: The service.
        now: The present instant.

    Returns:
        The id of the active member whose passkey it is.

    Raises:
        PasskeyRefused: It proves nothing, was used before, or its counter went back.
    """
    whose = Member.active if member_id is None else Member.id == member_id
    passkey = session.scalars(
        select(Passkey).join(Member).where(Passkey.credential_id == answer.credential_id, whose)
    ).one_or_none()
    if passkey is None:
        raise PasskeyRefused("unknown")
    seen = passkey.sign_count
    try:
        proof = webauthn.verify_authentication_response(
            credential=answer.fields,
            expected_challenge=answer.challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=seen,
            require_user_verification=member_id is None,
        )
    except Exception as error:  # strangers' bytes: the parsers raise what they like
        raise PasskeyRefused(type(error).__name__) from error
    count = min(proof.new_sign_count, HIGHEST_COUNT)
    if not _note(session, passkey.id, seen, count, asked_at=answer.asked_at, now=now):
        raise PasskeyRefused("used before")
    return passkey.member_id


def rename(session: Session, member_id: int, passkey_id: int, name: str) -> None:
    """Call one of a member's passkeys something else."""
    session.execute(
        update(Passkey)
        .where(Passkey.id == passkey_id, Passkey.member_id == member_id)
        .values(name=name)
    )


def remove(session: Session, member_id: int, passkey_id: int) -> None:
    """Take one of a member's passkeys away."""
    session.execute(delete(Passkey).where(Passkey.id == passkey_id, Passkey.member_id == member_id))


def _note(
    session: Session, passkey_id: int, seen: int, count: int, *, asked_at: datetime, now: datetime
) -> bool:
    """Whether no other request was first with this challenge or a later one."""
    noted = cast(
        "CursorResult[object]",
        session.execute(
            update(Passkey)
            .where(
                Passkey.id == passkey_id,
                Passkey.sign_count == seen,
                or_(Passkey.last_used_at.is_(None), Passkey.last_used_at < asked_at),
            )
            .values(sign_count=count, last_used_at=now)
        ),
    )
    return noted.rowcount == 1


def _descriptors(session: Session, member_id: int) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(id=passkey.credential_id)
        for passkey in all_of(session, member_id)
    ]
