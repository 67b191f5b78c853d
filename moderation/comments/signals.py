"""What happened, said to whoever needs to know. Receivers add rows; they never act at once."""

from __future__ import annotations

from typing import Final

from blinker import Namespace

_signals: Final = Namespace()

# Each is sent with the comment as sender and ``session=``; the decision, too, where there is one.
comment_submitted: Final = _signals.signal("comment-submitted")
comment_decided: Final = _signals.signal("comment-decided")
comment_erased: Final = _signals.signal("comment-erased")
