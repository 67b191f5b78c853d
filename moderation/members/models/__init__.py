"""Members, what they may do where, how they prove who they are, and what lets them in."""

from moderation.members.models.factor import Passkey, RecoveryCode, TotpFactor
from moderation.members.models.member import Member, Membership
from moderation.members.models.session import (
    LinkPurpose,
    MemberSession,
    OneTimeLink,
    SignInThrottle,
)
from moderation.members.models.token import ApiToken

__all__ = [
    "ApiToken",
    "LinkPurpose",
    "Member",
    "MemberSession",
    "Membership",
    "OneTimeLink",
    "Passkey",
    "RecoveryCode",
    "SignInThrottle",
    "TotpFactor",
]
