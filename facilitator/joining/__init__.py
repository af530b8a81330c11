"""From a code or a QR to a seat and a screen. Participants have no account, and nothing about them is kept."""
