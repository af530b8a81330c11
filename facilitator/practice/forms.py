"""The forms of practice."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from facilitator import text
from facilitator.accounts.forms import Plain
from facilitator.practice.questions import HELP, LONGEST, ROLES, SIGNS, Answers

TOO_LONG = _("This is too long.")


class Paragraph(TextAreaField):
    """A few lines of text, cleaned like all text that comes in."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Takes what was typed."""
        try:
            self.data = text.clean(valuelist[0], multiline=True) if valuelist else ""
        except text.NotText:
            self.data = ""
            raise ValueError(_("This cannot be read.")) from None


class Ticks(SelectMultipleField):
    """Several of a list, each a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def choices(pairs: tuple[tuple[str, str], ...]) -> list[SelectChoice]:
    """(key, marked sentence) as choices in the reader's language."""
    return [SelectChoice(key, _(sentence)) for key, sentence in pairs]


class DebriefForm(FlaskForm):
    """A few short questions. Each may stay empty."""

    worked = Paragraph(_("What worked?"), validators=[Length(max=LONGEST, message=TOO_LONG)])
    would_try = Paragraph(_("What would I try next time?"), validators=[Length(max=LONGEST, message=TOO_LONG)])
    signs = Ticks(_("Did I stay a peer?"), choices=choices(SIGNS))
    peer = Plain(_("In a line, if you like"), validators=[Length(max=200, message=TOO_LONG)])
    bridge_who = Ticks(_("Who, by role"), choices=choices(ROLES))
    bridge_to = Ticks(_("To what kind of help"), choices=choices(HELP))
    need = Paragraph(_("What do I need myself?"), validators=[Length(max=LONGEST, message=TOO_LONG)])
    shared = BooleanField(_("The others who led this session may read my answers"))

    def answers(self) -> Answers:
        """What was filled in."""
        return Answers(
            worked=self.worked.data or "", would_try=self.would_try.data or "", signs=tuple(self.signs.data or ()),
            peer=self.peer.data or "", bridge_who=tuple(self.bridge_who.data or ()),
            bridge_to=tuple(self.bridge_to.data or ()), need=self.need.data or "",
        )  # fmt: skip

    @classmethod
    def of(cls, answers: Answers | None, shared: bool) -> "DebriefForm":
        """The form as it was left, or as it has just been sent."""
        said = answers or Answers()
        fields = {name: getattr(said, name) for name in said.__struct_fields__}
        return cls(data={**fields, "shared": shared})
