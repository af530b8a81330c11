"""How a facilitator grows: debriefs, trends of one's own practice, the learning log, guides. What a member writes here is
their own: sealed, and read by nobody else unless they share it. Nothing about anyone who came to a session can enter."""
