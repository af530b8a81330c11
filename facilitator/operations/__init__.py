"""Keeping it running: health, logs, backups."""
