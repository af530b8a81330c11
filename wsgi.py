"""The program for a WSGI server that runs eventlet: `wsgi:app`."""

from facilitator.serving.patching import patch

patch()

from facilitator import create_app  # noqa: E402 - patched first

app = create_app()
app.extensions["facilitator"].start()
