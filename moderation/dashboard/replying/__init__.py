"""A member replies to a comment, which is approved by that."""
