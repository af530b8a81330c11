"""The program for a WSGI server that runs eventlet: `wsgi:app`."""

from facilitator.serving.patching import patch

patch()

from facilitator import create_app  # noqa: E402 - patched first
from facilitator.operations import logs  # noqa: E402

logs.set_up()
app = create_app()
app.extensions["facilitator"].start()
