"""The bridge: an organization's directory of help that is not a peer's to give. Whom a line was shown to is nowhere kept."""
