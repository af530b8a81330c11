"""Practice circles: facilitators among themselves. A closed one gives whoever was there hours for their learning log, by
their own act; nothing says who was there otherwise, and nothing of a support group can enter."""
