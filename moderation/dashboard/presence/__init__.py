"""Who else is looking at a comment."""
