"""Facilitator: software for peer-support groups.

Imports nothing by itself: a server must be able to prepare the process (see serving/patching.py) before anything else.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from facilitator.clock import Now
    from facilitator.config import Config
    from facilitator.house import House

__version__ = "0.8.0"


def create_app(config: "Config | None" = None, now: "Now | None" = None) -> "Flask":
    """The whole program as a WSGI application; settings from the environment and the real clock unless given."""
    from facilitator.assembly import create_app as assemble

    return assemble(config, now)


def open_house(config: "Config") -> "House":
    """The program without its pages, for commands: nothing is started, and it is checked as at every start."""
    from facilitator.assembly import open_house as assemble

    return assemble(config)
