"""Why a comment is held: pure rules that see a submission, a policy and a history."""

from moderation.screening.policy import ScreeningPolicy
from moderation.screening.rules import screen, screen_again

__all__ = ["ScreeningPolicy", "screen", "screen_again"]
