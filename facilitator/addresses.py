"""The address phones are given: one that leads here from the room, not from this machine alone."""

import ipaddress
import socket
from urllib.parse import urlsplit

from flask import request

from facilitator.house import house


def network_address() -> str | None:
    """This machine's address in the local network. Sends nothing: it asks the system which way it would go."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            found = str(probe.getsockname()[0])
        except OSError:
            return None
    return None if ipaddress.ip_address(found).is_loopback else found


def is_local(host: str) -> bool:
    """Whether a host name means «this machine»."""
    name = urlsplit(f"//{host}").hostname or ""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def outside() -> str:
    """The start of every address shown to others: PUBLIC_URL, else this request's, in the local network's terms."""
    public = house().config.public_url
    if public:
        return public
    if is_local(request.host) and not is_local(house().config.host):
        address = network_address()
        port = urlsplit(f"//{request.host}").port
        if address:
            return f"{request.scheme}://{address}" + (f":{port}" if port else "")
    return f"{request.scheme}://{request.host}"


def join_address(link: str) -> str:
    """What the QR code carries."""
    return f"{outside()}/j/{link}"
