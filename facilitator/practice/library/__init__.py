"""The practice library: plans and prompts that facilitators of an organization share, with what they learned. Written by
facilitators about their own practice; nothing of a session, and no number of people, is in it."""
