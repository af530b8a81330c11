"""What an audit packet says, in the reader's language. All of it is put into words before it goes to a thread that has none."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask_babel import format_decimal, gettext

from facilitator.accounts.models import Member
from facilitator.attendance.spreadsheets import Cell, Table
from facilitator.meeting.refusals import N_
from facilitator.practice.learning import KINDS, Entry
from facilitator.practice.packets import Grid, Packet
from facilitator.practice.progress import Part, Progress
from facilitator.practice.rule_packs import Pack
from facilitator.web import language

Named = list[tuple[str, bytes]]


def in_words(found: Progress, member: Member, today: date, day: Callable[..., str]) -> Callable[[Named], Packet]:
    """Gives a function that needs only the files, and asks for no language."""
    spoken, kinds = language(), {key: gettext(sentence) for key, sentence in KINDS}
    categories = {one.key: one.called(spoken) for one in found.pack.category} | {"": gettext("General")}
    title, lines = gettext("Continuing education: audit packet"), _lines(found, member, today, day, spoken)
    sums = _sums(found, spoken)
    heads = [gettext(head) for head in _HEADS]
    none, foot = gettext("none"), gettext("The files lie in the folder “evidence”, each under the number of its entry.")
    index, log = gettext("Index"), gettext("Learning log")
    told = [(n, entry, day(entry.hours.date, "short"), _said(entry.hours.minutes)) for n, entry in _numbered(found)]

    def with_files(files: Named) -> Packet:
        def of(number: int) -> list[str]:
            return [name for name, _ in files if name.startswith(f"{number:03}-")]

        rows, cells = [], []
        for n, entry, on, long in told:
            hours = entry.hours
            kind, category = kinds.get(hours.kind, hours.kind), categories.get(hours.category, hours.category)
            proof = [*of(n), *([hours.link] if hours.link else [])]
            what = f"{hours.title} ({hours.provider})" if hours.provider else hours.title
            rows.append([str(n), on, what, f"{kind}, {category}", long, ", ".join(proof) or none])
            line: list[Cell] = [n, hours.date, hours.title, hours.provider, kind, category, hours.minutes / 60,
                                hours.note, hours.link, ", ".join(of(n))]  # fmt: skip
            cells.append(line)
        grid = Grid(index, [heads[0], heads[1], heads[2], f"{heads[4]}, {heads[5]}", heads[6], heads[9]], rows,
                    [0.06, 0.12, 0.32, 0.2, 0.08, 0.22])  # fmt: skip
        return Packet(title, lines, [sums, grid], foot, Table(log, heads, cells), files, member.name, spoken)

    return with_files


_HEADS = (N_("No."), N_("Day"), N_("Title"), N_("Who offered it"), N_("Kind"), N_("Category"), N_("Hours"), N_("Note"),
          N_("Link to evidence"), N_("Evidence"))  # fmt: skip


def _numbered(found: Progress) -> Sequence[tuple[int, Entry]]:
    return list(enumerate(found.counted, 1))


def _said(minutes: int) -> str:
    return str(format_decimal(minutes / 60))


def _lines(found: Progress, member: Member, today: date, day: Callable[..., Any], spoken: str) -> list[str]:
    pack: Pack = found.pack
    return [
        gettext("%(name)s, %(organization)s", name=member.name, organization=member.organization.on_paper),
        gettext("%(pack)s (%(board)s)", pack=pack.called(spoken), board=pack.board),
        gettext("Period: %(first)s to %(last)s", first=day(found.span.first, "long"), last=day(found.span.last, "long")),
        gettext("Rules: %(source)s. As of %(day)s.", source=pack.sourced(spoken), day=day(pack.checked, "long")),
        gettext("Made on %(day)s.", day=day(today, "long")),
    ]  # fmt: skip


def _sums(found: Progress, spoken: str) -> Grid:
    heads = [gettext("Category"), gettext("At least"), gettext("Done"), gettext("Missing")]
    rows = [_sum(gettext("All hours"), found.whole)]
    rows += [_sum(part.category.called(spoken), part) for part in found.parts if part.category]
    if found.carried:
        rows.append([gettext("of these carried over from before"), "", _said(found.carried), ""])
    return Grid(gettext("Hours"), heads, rows, [0.49, 0.17, 0.17, 0.17])


def _sum(name: str, part: Part) -> list[str]:
    return [name, _said(part.least), _said(part.done), _said(part.missing)]
