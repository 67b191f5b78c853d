"""A moderator edits somebody's comment, with a reason, and readers are told."""
