"""The form of one line of the directory."""

from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from facilitator.accounts.forms import Plain
from facilitator.practice.bridge.directory import KINDS, Line

TOO_LONG = _("This is too long.")


def _of(label: str, most: int) -> Plain:
    return Plain(label, validators=[Length(max=most, message=TOO_LONG)])


class ResourceForm(FlaskForm):
    """A place to turn to."""

    name = Plain(_("Name"), validators=[DataRequired(_("Please fill this in.")), Length(max=120, message=TOO_LONG)])
    kind = SelectField(_("What kind of help"), choices=[SelectChoice(key, _(says)) for key, says in KINDS])
    about = _of(_("What it is for"), 300)
    phone = _of(_("Phone"), 40)
    hours = _of(_("When it is open"), 120)
    languages = _of(_("Languages"), 120)
    cost = _of(_("Cost"), 120)
    way = _of(_("How to get in"), 400)
    checked = BooleanField(_("I have made sure today that this is right"))

    def line(self, today: date, checked_on: date | None = None) -> Line:
        """What was filled in. `checked_on`: when it was last checked, if not today."""
        fields = ("name", "kind", "about", "phone", "hours", "languages", "cost", "way")
        return Line(
            **{name: self[name].data or "" for name in fields}, checked_on=today if self.checked.data else checked_on
        )
