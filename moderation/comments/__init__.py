"""The heart: comments, the decisions about them, and what the public may see. No Flask here."""
