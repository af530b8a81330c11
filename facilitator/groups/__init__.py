"""Groups: circles that keep meeting. What a facilitator prepares, opens and comes back to."""
