"""The forms of the learning log: hours, a renewal period, a rule pack of one's own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import format_decimal, gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, HiddenField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, StopValidation, ValidationError
from wtforms.widgets import TextInput

from facilitator.accounts.forms import Plain
from facilitator.attendance.periods import today
from facilitator.practice.forms import TOO_LONG, Paragraph, Ticks, choices
from facilitator.practice.learning import KINDS, MOST_MINUTES, QUARTER, Hours
from facilitator.practice.rule_packs import Pack

FILL_IN = _("Please fill this in.")


class QuarterHours(StringField):
    """Hours typed as people type them (1.5 or 1,5), kept as minutes."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Takes what was typed."""
        self.typed = (valuelist[0] if valuelist else "").strip()
        self.data: int | None = None
        try:
            minutes = float(self.typed.replace(",", ".")) * 60
        except ValueError:
            return
        if abs(minutes) <= MOST_MINUTES and minutes % QUARTER == 0:
            self.data = round(minutes)

    def _value(self) -> str:
        if hasattr(self, "typed"):
            return self.typed
        return "" if self.data is None else str(format_decimal(self.data / 60))


def _quarters(least: int) -> Any:
    def check(form: FlaskForm, field: QuarterHours) -> None:
        if field.data is None or field.data < least:
            field.errors = []
            raise StopValidation(_("Please give hours in quarters, such as 1.5 or 0.25."))

    return check


class HoursForm(FlaskForm):
    """One entry of the log."""

    date = DateField(_("Day"), validators=[InputRequired(FILL_IN)])
    hours = QuarterHours(_("Hours"), validators=[_quarters(QUARTER)])
    title = Plain(_("Title"), validators=[DataRequired(FILL_IN), Length(max=160, message=TOO_LONG)])
    provider = Plain(_("Who offered it"), validators=[Length(max=160, message=TOO_LONG)])
    kind = SelectField(_("Kind"), choices=choices(KINDS), default="course")
    category = SelectField(_("Category"), choices=[])
    link = Plain(_("Link to evidence"), validators=[Length(max=500, message=TOO_LONG)])
    note = Paragraph(_("Note"), validators=[Length(max=1000, message=TOO_LONG)])

    def offer(self, pack: Pack | None, language: str, kept: str = "") -> "HoursForm":
        """The categories to choose from: those of the pack, and what the entry has."""
        found = {"": gettext("General")}
        if pack:
            found |= {one.key: one.called(language) for one in pack.category}
        if kept and kept not in found:
            found[kept] = kept.replace("_", " ")
        self.category.choices = [SelectChoice(key, name) for key, name in found.items()]
        return self

    def validate_date(self, field: DateField) -> None:
        """A day that has come."""
        if field.data > today() or field.data.year < 1950:
            raise ValidationError(gettext("Please give a day that has come."))

    def validate_link(self, field: StringField) -> None:
        """A link that opens in a browser."""
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(gettext("A link starts with https://"))

    def value(self) -> Hours:
        """What was filled in."""
        return Hours(
            date=self.date.data, minutes=self.hours.data or QUARTER, title=self.title.data, provider=self.provider.data,
            kind=self.kind.data, category=self.category.data, note=self.note.data, link=self.link.data,
        )  # fmt: skip


def hours_form(hours: Hours | None) -> HoursForm:
    """The form as it was left, or as it has just been sent."""
    if not hours:
        return HoursForm(data={"date": today()})
    fields = {name: getattr(hours, name) for name in hours.__struct_fields__}
    return HoursForm(data={**fields, "hours": hours.minutes})


class FileForm(FlaskForm):
    """A file beside an entry."""

    file = FileField(_("A file: PDF, JPEG, PNG or WebP, at most 10 MB"))


class RenewalForm(FlaskForm):
    """A renewal period."""

    pack = SelectField(_("By which rules"), choices=[])
    starts_on = DateField(_("It began on"), validators=[InputRequired(FILL_IN)])
    carried = QuarterHours(_("Hours carried over from before"), validators=[_quarters(0)])
    was = HiddenField()
    """The period that is being changed, by its first day; empty for another one."""

    def offer(self, packs: Mapping[str, Pack], language: str) -> "RenewalForm":
        """The packs to choose from."""
        self.pack.choices = [SelectChoice(id, pack.called(language)) for id, pack in packs.items()]
        return self

    def validate_starts_on(self, field: DateField) -> None:
        """A year that somebody alive could mean."""
        if not 1950 <= field.data.year <= today().year + 10:
            raise ValidationError(gettext("Please look at the year again."))


class PackForm(FlaskForm):
    """A rule pack of the organization's own."""

    name = Plain(_("What it is called"), validators=[DataRequired(FILL_IN), Length(max=120, message=TOO_LONG)])
    board = Plain(_("Which board"), validators=[DataRequired(FILL_IN), Length(max=120, message=TOO_LONG)])
    total = QuarterHours(_("Hours in all"), validators=[_quarters(QUARTER)])
    months = IntegerField(
        _("In how many months"),
        validators=[InputRequired(FILL_IN), NumberRange(1, 120)],
        widget=TextInput(),
        default=24,
    )
    categories = Paragraph(_("Categories, one on each line"), validators=[Length(max=2000, message=TOO_LONG)])
    counts = Ticks(_("What is known to count"), choices=choices(KINDS))
    does_not_count = Ticks(_("What does not count"), choices=choices(KINDS))
    no_repeat = BooleanField(_("The same training counts once only in a period"))
    carry = QuarterHours(_("At most so many hours can be carried into the next period"), validators=[_quarters(0)])
    source = Plain(_("Where this is written"), validators=[DataRequired(FILL_IN), Length(max=200, message=TOO_LONG)])
    checked = DateField(_("Checked on"), validators=[InputRequired(FILL_IN)])
    notes = Paragraph(_("Notes"), validators=[Length(max=2000, message=TOO_LONG)])

    def validate_does_not_count(self, field: Ticks) -> None:
        """Not both."""
        if set(field.data or ()) & set(self.counts.data or ()):
            raise ValidationError(gettext("Something cannot both count and not count."))


class PackFileForm(FlaskForm):
    """A rule pack as text."""

    body = Paragraph(_("The file's text"), validators=[DataRequired(FILL_IN), Length(max=20_000, message=TOO_LONG)])


def pack_form(pack: Pack | None) -> PackForm:
    """The form as it was left, or as it has just been sent."""
    if not pack:
        return PackForm(data={"checked": today(), "carry": 0, "months": 24})
    lines = "\n".join(f"{one.least:g} {one.name}" for one in pack.category)
    return PackForm(
        data={
            "name": pack.name, "board": pack.board, "total": round(pack.total * 60), "months": pack.months,
            "categories": lines, "counts": pack.counts, "does_not_count": pack.does_not_count,
            "no_repeat": pack.no_repeat, "carry": round(pack.carry * 60), "source": pack.source, "checked": pack.checked,
            "notes": pack.notes,
        }
    )  # fmt: skip


def day_in(typed: str) -> date | None:
    """A day as an address writes it."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
