"""Evidence files: taken in by what they are, given out only to their owner and only as something to download. The packet."""

import io
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, request, send_file, url_for
from flask_babel import format_date, gettext

from facilitator.accounts.roles import allowed, me
from facilitator.attendance.periods import today
from facilitator.house import house
from facilitator.limits import limiter
from facilitator.practice import evidence, packets
from facilitator.practice.evidence import EVIDENCE, NotTaken
from facilitator.practice.learning import NotThere
from facilitator.practice.learning_routes import entry_asked, standing
from facilitator.practice.packet_words import in_words

pages = Blueprint("evidence", __name__)
SANDBOX = "default-src 'none'; sandbox"


@pages.post("/practice/log/<entry>/files")
@limiter.limit("60 per minute")
@allowed("facilitator")
def keep(entry: str) -> Any:
    """Takes a file in."""
    entry_asked(entry)
    home, sent = house(), request.files.get("file")
    back = redirect(url_for("practice.learning.entry", entry=entry) + "#files")
    said = {
        "empty": gettext("Please choose a file first."),
        "large": gettext("Not kept: a file can have 10 MB at the most."),
        "kind": gettext("Not kept: only PDF, JPEG, PNG or WebP, whatever its name says."),
        "many": gettext("Not kept: there are as many files as fit."),
    }
    try:
        evidence.keep_file(
            home.store, home.practice, home.config.data / EVIDENCE, home.serving.offload, me().id, entry,
            (sent and sent.filename) or "", sent.read() if sent else b"",
        )  # fmt: skip
    except NotTaken as e:
        flash(said[str(e)], "files wrong")
        return back
    flash(gettext("The file is kept."), "files")
    return back


@pages.get("/practice/log/<entry>/files/<file>")
@allowed("facilitator")
def give(entry: str, file: str) -> Response:
    """A file, to download. No browser opens it as a page of ours, whatever is in it."""
    home = house()
    try:
        found = evidence.file_of(home.store, home.practice, me().id, entry, file)
        data = home.serving.offload(lambda: evidence.content(home.config.data / EVIDENCE, found))
    except NotThere:
        abort(404)
    answer = send_file(
        io.BytesIO(data), mimetype=found.evidence.type, as_attachment=True, download_name=found.evidence.name, max_age=0
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.post("/practice/log/<entry>/files/<file>/forget")
@allowed("facilitator")
def forget(entry: str, file: str) -> Any:
    """Lets go of a file."""
    home = house()
    try:
        evidence.forget_file(
            home.store, home.practice, home.config.data / EVIDENCE, home.serving.offload, me().id, entry, file
        )
    except NotThere:
        abort(404)
    flash(gettext("It is gone."), "files")
    return redirect(url_for("practice.learning.entry", entry=entry) + "#files")


@pages.get("/practice/packet.zip")
@limiter.limit("20 per minute")
@allowed("facilitator")
def packet() -> Any:
    """Everything a board may ask for, in one archive. Made beside the requests."""
    found = standing()
    if not found:
        flash(gettext("First say when your period began, and by which rules."))
        return redirect(url_for("practice.learning.renewal"))
    home = house()
    folder, listed = home.config.data / EVIDENCE, evidence.files_of(home.store, home.practice, me().id)
    numbers = {entry.id: n for n, entry in enumerate(found.counted, 1)}
    wanted = [(numbers[one.entry], one) for one in listed if one.entry in numbers]
    words = in_words(found, me(), today(), format_date)

    def made() -> bytes:
        files = []
        for number, one in wanted:
            try:
                files.append((number, one.evidence.name, evidence.content(folder, one)))
            except NotThere:  # let go of in this very moment
                continue
        return packets.packed(words(packets.numbered_files(files)))

    data = home.serving.offload(made)
    name = f"audit-packet-{found.span.first}-{found.span.last}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, content_type="application/zip", headers=headers)
