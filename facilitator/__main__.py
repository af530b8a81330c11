"""`python -m facilitator …`"""

import sys
import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

SERVERS = {"run", "serve", "rehearse"}

if SERVERS & set(sys.argv[1:2]):
    from facilitator.serving.patching import patch

    patch()

from facilitator.cli import main  # noqa: E402 - a server is patched before anything else is imported

main()
