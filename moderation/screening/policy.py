"""What a site's owner has decided about comments that nobody has read yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from moderation.sites.models import Policy

if TYPE_CHECKING:
    from moderation.sites.models import Site


@dataclass(frozen=True, slots=True)
class ScreeningPolicy:
    """The settings of a site that screening obeys.

    Attributes:
        policy: What happens to a comment in which nothing is found.
        max_links: How many links a comment may hold.
        held_words: Word list, one entry a line; a comment with one of them waits.
        spam_words: Likewise; a comment with one of them is spam.
        refused_words: Likewise; a comment with one of them is refused.
    """

    policy: Policy
    max_links: int
    held_words: str = ""
    spam_words: str = ""
    refused_words: str = ""

    @classmethod
    def of(cls, site: Site) -> Self:
        """The policy of a site as it stands."""
        return cls(
            policy=Policy(site.policy),
            max_links=site.max_links,
            held_words=site.held_words,
            spam_words=site.spam_words,
            refused_words=site.refused_words,
        )
