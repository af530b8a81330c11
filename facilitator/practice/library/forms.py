"""What is typed in the library: what is said of something shared, a note, a file, and what one looks for."""

from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import FileField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError

from facilitator import text
from facilitator.accounts.forms import Plain
from facilitator.groups.group_prompts import LONGEST as LONGEST_PROMPT
from facilitator.groups.models import SETTINGS
from facilitator.groups.plan_looks import title_of
from facilitator.groups.plans import LONGEST_ROUND, kinds_in_order
from facilitator.practice.library.pieces import LONGEST_LEARNED, Said, tags_in
from facilitator.practice.library.shelf import FILTERS, SHELVES
from facilitator.practice.library.trials import LONGEST
from facilitator.practice.library.versions import LONGEST_SAID
from facilitator.web import LANGUAGES

DEPTHS = (("light", _("Light")), ("middle", _("Middle")), ("deep", _("Deep")))
PLACES = (("in_person", _("In a room")), ("virtual", _("Online")), ("hybrid", _("Both at once")))
NOT_SAID = SelectChoice("", _("Not said"))


class Paragraphs(TextAreaField):
    """Text of several lines, cleaned like all text that comes in."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Takes what was typed."""
        try:
            self.data = text.clean(valuelist[0], multiline=True) if valuelist else ""
        except text.NotText:
            self.data = ""
            raise ValueError(gettext("This cannot be read.")) from None


class AboutForm(FlaskForm):
    """What whoever shares something says of it."""

    learned = Paragraphs(
        _("What was learned with it"), validators=[Length(max=LONGEST_LEARNED, message=_("This is too long."))]
    )
    depth = SelectField(_("How deep it goes"), choices=[NOT_SAID, *(SelectChoice(k, says) for k, says in DEPTHS)])
    setting = SelectField(_("How you meet"), choices=[NOT_SAID, *(SelectChoice(k, says) for k, says in PLACES)])
    language = SelectField(_("Language"), choices=[NOT_SAID, *(SelectChoice(k, says) for k, says in LANGUAGES.items())])
    tags = Plain(_("Tags"), validators=[Length(max=300, message=_("This is too long."))])
    wording = Paragraphs(_("The prompt"), validators=[Length(max=LONGEST_PROMPT, message=_("This is too long."))])
    """Of a prompt only."""
    changed = Plain(
        _("What changed, for those who use it too"),
        validators=[Length(max=LONGEST_SAID, message=_("This is too long."))],
    )
    minutes = Plain(_("Usual minutes"), validators=[Length(max=4, message=_("This is too long."))])

    def validate_minutes(self, field: Plain) -> None:
        """A number of minutes, or nothing."""
        if field.data and not (field.data.isdecimal() and 1 <= int(field.data) <= LONGEST_ROUND):
            raise ValidationError(gettext("A number from %(least)s to %(most)s, please.", least=1, most=LONGEST_ROUND))

    def validate_wording(self, field: Paragraphs) -> None:
        """Something anyone could read; what was not asked for stays as it is."""
        if field.raw_data and text.is_blank(field.data or ""):
            raise ValidationError(gettext("Please fill this in."))

    def said(self) -> Said:
        """What was filled in."""
        return Said(
            learned=self.learned.data or "", depth=self.depth.data, setting=self.setting.data, language=self.language.data,
            tags=tags_in(self.tags.data or ""), minutes=int(self.minutes.data or 0),
        )  # fmt: skip


class TrialForm(FlaskForm):
    """«I tried this»."""

    text = Paragraphs(_("How it went"), validators=[Length(max=LONGEST, message=_("This is too long."))])

    def validate_text(self, field: Paragraphs) -> None:
        """Something anyone could read."""
        if text.is_blank(field.data or ""):
            raise ValidationError(gettext("Please fill this in."))


class FileForm(FlaskForm):
    """A file from another organization, and the group it is for."""

    group = SelectField(_("For which group?"))
    file = FileField(_("The file"), render_kw={"accept": ".json,application/json"})


def asked_for() -> dict[str, str]:
    """What the address looks for; a filter that is none asks for nothing."""
    known: dict[str, Any] = {
        "what": SHELVES, "kind": kinds_in_order(), "depth": [k for k, _says in DEPTHS], "setting": SETTINGS,
        "language": LANGUAGES,
    }  # fmt: skip
    asked = {name: request.args.get(name, "")[:80] for name in FILTERS}
    return {name: value if name not in known or value in known[name] else "" for name, value in asked.items()}


def filters() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The lists one can narrow by: name, label, values with what they are called."""
    return [
        ("what", gettext("What"), [("plans", gettext("Plans")), ("prompts", gettext("Prompts"))]),
        ("kind", gettext("Kind of round"), [(k, title_of(k)) for k in kinds_in_order()]),
        ("depth", gettext("How deep it goes"), [(k, str(says)) for k, says in DEPTHS]),
        ("setting", gettext("How you meet"), [(k, str(says)) for k, says in PLACES]),
        ("language", gettext("Language"), list(LANGUAGES.items())),
    ]
