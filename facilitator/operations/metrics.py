"""Figures for whoever runs the server, in Prometheus's format: how busy it is and whether it lacks anything.

About the program alone. Nothing in them is of one meeting, one group or one organization, since with a single meeting open a
number of screens is a number of people: that is told in steps of ten.
"""

import hmac
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from facilitator.house import House, house

STEP = 10

pages = Blueprint("metrics", __name__)


class Figures(Collector):
    """What one process knows of itself."""

    def __init__(self, home: House) -> None:
        self._home = home

    def collect(self) -> Iterable[Metric]:
        """One after the other."""
        home, screens = self._home, self._home.presence.screens()
        yield _gauge("meetings", "Meetings that this process holds.", len(home.desk.shelf.open_here()))
        yield _gauge(
            "screens", "Screens connected to this process, rounded up to tens.", -(-len(screens) // STEP) * STEP
        )
        yield _gauge("disk_short", "1 while the disk is full and only erasing goes on.", int(home.store.ballast.short))
        yield _gauge("writes_waiting", "Writes that wait for the disk.", home.store.waiting)


def _gauge(name: str, says: str, value: int) -> Metric:
    return GaugeMetricFamily(f"facilitator_{name}", says, value=value)


@pages.get("/metrics")
def metrics() -> Any:
    """For METRICS_TOKEN alone, and not there at all without one. Several processes on one port each tell their own."""
    token = house().config.metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        abort(404)
    registry = CollectorRegistry()
    registry.register(Figures(house()))
    ProcessCollector(namespace="facilitator", registry=registry)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
