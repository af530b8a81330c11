"""Counts, in the log, who reaches for what belongs to another organization or another's session. They are told that there is
nothing there, as for an id nobody has.
"""

import logging

log = logging.getLogger(__name__)


def reached_across(thing: str) -> None:
    """Somebody signed in has named an id that is another's. The line of the request says on which page."""
    log.warning("reached for what is another's", extra={"facts": {"thing": thing}})
