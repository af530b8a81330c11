"""A simulated circle: people who join a real meeting over the real door and real sockets, for trying things out."""
