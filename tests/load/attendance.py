"""What a coordinator's pages cost with ten years of 200 groups, beside the newest five weeks of the same groups."""

import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import insert

from facilitator.attendance.models import Signature
from facilitator.attendance.names import write_names
from facilitator.attendance.periods import today
from facilitator.groups import circles
from facilitator.limits import limiter
from facilitator.operations.models import AuditEntry
from tests.past import years_of
from tests.web.browsing import Browser, Site

GROUPS = 200
WEEKS = {"1,000 meetings": 5, "100,000 meetings": 500}
TIMES = 15
KEPT = timedelta(days=730)
"""How long names are kept."""


def measure() -> None:
    """Every page and every file, by turns with few meetings and with many."""
    limiter.enabled = False
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        sites = [Site(Path(folder)) for folder in (few, many)]
        pages = [_fill(site, weeks) for site, weeks in zip(sites, WEEKS.values(), strict=True)]
        coras = [site.as_("Cora") for site in sites]
        found = [(name, *_time(coras, [addresses[name] for addresses in pages])) for name in pages[0]]
        for site in sites:
            site.home.store.close()
    limiter.enabled = True
    print(f"\nA coordinator's pages, {GROUPS} groups, milliseconds of processor (median of {TIMES}):")
    print(f"  {'':46}{''.join(f'{name:>18}' for name in WEEKS)}   ratio   rows of a CSV file")
    for name, took, rows in found:
        lines = f"{rows[0]:,} -> {rows[1]:,}" if any(rows) else ""
        print(f"  {name:46}{took[0]:18.1f}{took[1]:18.1f}{took[1] / took[0]:8.2f}   {lines}")
    slowest, dearest = max(found, key=lambda row: row[1][1]), max(found, key=lambda row: row[1][1] / row[1][0])
    ratio = dearest[1][1] / dearest[1][0]
    print(
        f"  The slowest: {slowest[0]}, {slowest[1][1]:.0f} ms. The greatest ratio: {dearest[0]}, {ratio:.2f} (goal: 3)."
    )


def _time(browsers: list[Browser], paths: list[str]) -> tuple[list[float], list[int]]:
    """How long the processor is busy with a page, by turns, so that what else the machine does counts for both alike; and
    how many rows a CSV file has."""
    took: list[list[float]] = [[], []]
    rows = [0, 0]
    for _ in range(TIMES + 1):
        for at, (browser, path) in enumerate(zip(browsers, paths, strict=True)):
            start = time.thread_time()
            answer = browser.get(path)
            took[at].append((time.thread_time() - start) * 1000)
            assert answer.status_code == 200, path
            rows[at] = answer.text.count("\n") if answer.mimetype == "text/csv" else 0
    return [statistics.median(one[1:]) for one in took], rows


def _fill(site: Site, weeks: int) -> dict[str, str]:
    """Puts the meetings there, names and corrections too; gives the addresses."""
    home, organization = site.home, site.ids["Riverside"]
    groups = [circles.make_group(home.store, organization, {"name": f"Circle {n}"}) for n in range(GROUPS)]
    rows = years_of(home, organization, groups, weeks, site.ids["Fay"], today())
    newest = max((row for row in rows if not row["cancelled"]), key=lambda row: (row["held_on"], row["id"]))
    _names(site, organization, [row for row in rows if row["held_on"] > today() - KEPT], newest)
    _corrections(site, organization, rows)
    return _pages(groups[7], newest)


def _names(site: Site, organization: str, rows: list, newest: dict) -> None:
    """Three names for each meeting they are still kept for. Only the newest one's are real, since no other is opened."""
    day, bucket = newest["held_on"], f"{organization}-1999-01"
    sealed = [
        {"id": f"n{row['id']}{n}", "held_id": row["id"], "bucket": bucket, "key": 0, "body": b"." * 540}
        for row in rows if row is not newest for n in range(3)
    ]  # fmt: skip
    site.home.store.write(lambda session: [session.execute(insert(Signature), sealed), None][1])
    real = [f"Person {n}" for n in range(10)]
    site.home.store.write(lambda s: write_names(s, site.home.names, newest["id"], organization, day, real))


def _corrections(site: Site, organization: str, rows: list) -> None:
    """One meeting in ten was counted again."""
    entries = [
        {"id": f"a{row['id']}", "organization_id": organization, "at": n, "member": site.ids["Cora"], "about": row["id"],
         "what": "attendance.heads", "change": '{"was": 3, "became": 4}'}
        for n, row in enumerate(rows[::10])
    ]  # fmt: skip
    site.home.store.write(lambda session: [session.execute(insert(AuditEntry), entries), None][1])


def _pages(group: str, newest: dict) -> dict[str, str]:
    day = newest["held_on"]
    month, quarter = f"{day:%Y-%m}", f"{day:%Y}-Q{(day.month + 2) // 3}"
    spans = {"": "this year", month: "a month", quarter: "a quarter", f"{day.year - 4}-01..{month}": "four years, by quarter",
             "all": "all years"}  # fmt: skip
    pages = {f"overview, {name}": f"/attendance?period={quote(span)}" for span, name in spans.items()}
    pages["overview, all years, last sessions"] = "/attendance?period=all&page=100000"
    for span in ("", "all"):
        pages[f"a group, {spans[span]}"] = f"/attendance/group/{group}?period={span}"
    pages["a group's last sessions"] = f"/attendance/group/{group}?period=all&page=100000"
    meeting = f"/attendance/meeting/{newest['id']}"
    pages |= {
        "a session": meeting,
        "sign-in sheet": f"{meeting}/sheet",
        "sheet to print before": f"/attendance/group/{group}/sheet",
        "sign-in sheet, CSV": f"{meeting}/sheet.csv",
        "sign-in sheet, XLSX": f"{meeting}/sheet.xlsx",
    }
    for span in ("", "all"):
        for what in ("figures.xlsx", "groups.csv", "months.csv", "meetings.csv", "meetings.xlsx"):
            pages[f"file {what}, {spans[span]}"] = f"/attendance/files/{what}?period={span}"
    return pages


if __name__ == "__main__":
    measure()
