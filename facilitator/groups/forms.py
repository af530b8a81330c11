"""The form of a group."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, TextAreaField, URLField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from facilitator import text
from facilitator.accounts.forms import Plain
from facilitator.web import LANGUAGES


def usual_agreements() -> str:
    """Agreements to start from. The group makes them its own."""
    return "\n".join(
        (
            gettext("We speak from our own experience."),
            gettext("What is said here stays here."),
            gettext("Everyone may pass, at any time, without a reason."),
            gettext("We listen to understand, and leave advice for when it is asked for."),
            gettext("We are peers. Nobody here is the expert on somebody else's life."),
        )
    )


class GroupForm(FlaskForm):
    """A circle that keeps meeting."""

    name = Plain(_("Name of the group"), validators=[DataRequired(_("Please fill this in.")), Length(max=80)])
    practice = RadioField(
        _("What kind of group"),
        choices=[
            SelectChoice("", _("A support group")),
            SelectChoice("y", _("A practice circle: facilitators among themselves")),
        ],
        default="",
    )
    """Chosen when a group is made, and never changed: what people came for must not become something else."""
    paper_name = Plain(_("Name on paper"), validators=[Length(max=80, message=_("This is too long."))])
    setting = RadioField(
        _("How you meet"),
        choices=[
            SelectChoice("in_person", _("In a room")),
            SelectChoice("virtual", _("Online")),
            SelectChoice("hybrid", _("Both at once")),
        ],
        default="in_person",
    )
    video_link = URLField(_("Link of your video call"), validators=[Length(max=500)])
    agreements = TextAreaField(_("Your agreements, one on each line"), validators=[Length(max=4000)])
    language = SelectField(
        _("Language of the big screen"), choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()]
    )

    def validate_video_link(self, field: URLField) -> None:
        """A link that opens in a browser, wherever there is a call at all."""
        link = (field.data or "").strip()
        if self.setting.data != "in_person" and not link:
            raise ValidationError(gettext("People who join online need a link."))
        if link and not link.startswith(("https://", "http://")):
            raise ValidationError(gettext("A link starts with https://"))

    def values(self) -> dict[str, str]:
        """What was filled in, cleaned."""
        return {
            "name": self.name.data,
            "paper_name": self.paper_name.data,
            "setting": self.setting.data,
            "video_link": (self.video_link.data or "").strip(),
            "agreements": text.clean(self.agreements.data or "", multiline=True),
            "language": self.language.data,
        }
