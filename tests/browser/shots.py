"""Screenshots of every screen: `make shots`. Into shots/<language>/<screen>-<width>-<scheme>.png."""

import sys
import tempfile
from pathlib import Path

from tests.browser.rounds import EveryRound
from tests.browser.stage import chromium
from tests.browser.tour import Tour
from tests.places import Server

FOLDER = Path(__file__).parent.parent.parent / "shots"
WIDTHS = {320: 640, 768: 1024, 1440: 900}
SCREEN_WIDTHS = {1920: 1080, 1024: 768}


def main(languages: tuple[str, ...] = ("en", "es"), only: str = "") -> None:
    for language in languages:
        folder = FOLDER / language
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as place, chromium() as browser:
            server = Server(Path(place)).prepare(language).start()
            try:
                for stop in Tour(server, browser, language).stops():
                    if only in stop.name:
                        take(stop, folder)
                every = EveryRound(server, browser, language)
                try:
                    for stop in every.stops():
                        if only in stop.name:
                            take(stop, folder)
                finally:
                    every.close()
            finally:
                server.kill()


def take(stop, folder: Path) -> None:
    """One screen at every width, by day and by night."""
    before = stop.page.viewport_size
    widths = SCREEN_WIDTHS if stop.name.startswith("screen-") or stop.name.endswith("-projector") else WIDTHS
    for width, height in widths.items():
        stop.page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            stop.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            full = stop.page.locator(".always, .goodbye, dialog[open], .big").count() == 0
            stop.page.screenshot(path=folder / f"{stop.name}-{width}-{scheme}.png", full_page=full)
    stop.page.emulate_media(color_scheme="light", reduced_motion="reduce")
    stop.page.set_viewport_size(before)


if __name__ == "__main__":
    main(tuple(sys.argv[1].split(",")) if len(sys.argv) > 1 else ("en", "es"), *sys.argv[2:])
