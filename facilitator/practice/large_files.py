"""The two pages that take more than a few lines: how much, from whom, and what is said when it was more."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext
from flask_login import current_user

from facilitator.practice import evidence
from facilitator.practice.library import filing
from facilitator.web import page_error

AROUND = 64 * 1024
"""What a form has besides its file."""
EVIDENCE, LIBRARY = "practice.evidence.keep", "practice.library.files.bring_in"
MOST = {EVIDENCE: evidence.MOST_BYTES + AROUND, LIBRARY: filing.LARGEST + AROUND}


def let_files_in() -> None:
    """Raises what may be sent, for these pages and for whoever may put something there; before anything reads the form."""
    if request.endpoint in MOST and _may():
        request.max_content_length = MOST[request.endpoint]


def _may() -> bool:
    return bool(current_user.is_authenticated and current_user.member.facilitator)


def too_large(_: Exception) -> Any:
    """Says how large a file may be, with the way back to where it was chosen; to anybody else what every page says."""
    if request.endpoint == EVIDENCE and _may():
        back = url_for("practice.learning.entry", entry=(request.view_args or {})["entry"]) + "#files"
        return page_error(413, sentence=gettext("Not kept: a file can have 10 MB at the most."), back=back)
    if request.endpoint == LIBRARY and _may():
        said = gettext("This file is too large. One of ours has at most %(n)s kB.", n=filing.LARGEST // 1024)
        return page_error(413, sentence=said, back=url_for(LIBRARY))
    return page_error(413)
