"""Sites with their origins and policy, and the identity of their articles."""
