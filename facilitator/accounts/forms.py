"""The forms members fill in."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, StopValidation, ValidationError
from wtforms.widgets import TextInput

from facilitator import text
from facilitator.accounts.models import ROLES
from facilitator.accounts.passwords import SHORTEST_PASSWORD, weakness
from facilitator.accounts.settings import LEAST_MONTHS, MOST_MONTHS
from facilitator.web import LANGUAGES


class Plain(StringField):
    """One line of text, cleaned like all text that comes in."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Takes what was typed."""
        try:
            self.data = text.clean(valuelist[0], multiline=False) if valuelist else ""
        except text.NotText:
            self.data = ""
            raise ValueError(_("This cannot be read.")) from None


NAME = (DataRequired(_("Please fill this in.")), Length(max=80, message=_("This is too long.")))


def _like_an_address(form: FlaskForm, field: StringField) -> None:
    before, at, after = field.data.strip().rpartition("@")
    if not (before and at and "." in after.strip(".")) or any(c.isspace() for c in field.data.strip()):
        raise ValidationError(_("This does not look like an e-mail address."))


def _strong(form: FlaskForm, field: PasswordField) -> None:
    wrong = weakness(field.data or "")
    if wrong == "short":
        raise ValidationError(
            _("Please use at least %(n)s characters. A few words in a row are easy to remember.", n=SHORTEST_PASSWORD)
        )
    if wrong == "common":
        raise ValidationError(_("Many people use this password. Please choose another."))


class SignInForm(FlaskForm):
    """Signing in."""

    email = Plain(_("E-mail"), validators=[DataRequired(_("Please fill this in."))])
    password = PasswordField(_("Password"), validators=[DataRequired(_("Please fill this in.")), Length(max=1000)])


class NewMemberForm(FlaskForm):
    """A person becoming a member."""

    name = Plain(_("Your name"), validators=NAME)
    email = Plain(_("E-mail"), validators=[DataRequired(_("Please fill this in.")), Length(max=254), _like_an_address])
    password = PasswordField(
        _("Password"), validators=[DataRequired(_("Please fill this in.")), Length(max=1000), _strong]
    )


class PasswordForm(FlaskForm):
    """The password, once more."""

    password = PasswordField(_("Password"), validators=[DataRequired(_("Please fill this in.")), Length(max=1000)])


class NewPasswordForm(FlaskForm):
    """Another password."""

    password = PasswordField(
        _("New password"), validators=[DataRequired(_("Please fill this in.")), Length(max=1000), _strong]
    )


class DigitsForm(FlaskForm):
    """Six digits, or a recovery code."""

    code = Plain(_("Code"), validators=[DataRequired(_("Please fill this in.")), Length(max=40)])


class DetailsForm(FlaskForm):
    """What a member is called, signs in with, and reads."""

    name = Plain(_("Your name"), validators=NAME)
    email = Plain(_("E-mail"), validators=[DataRequired(_("Please fill this in.")), Length(max=254), _like_an_address])
    language = SelectField(_("Language"), choices=[SelectChoice(*one) for one in LANGUAGES.items()])


class SetUpForm(NewMemberForm):
    """The organization and its first member."""

    organization = Plain(_("Name of your organization"), validators=NAME)


class HelpLinesForm(FlaskForm):
    """What the help card on every phone says."""

    country = SelectField(
        _("Crisis lines of"),
        choices=[SelectChoice("US", _("United States")), SelectChoice("", _("None of these: only ours"))],
    )
    help_lines = TextAreaField(_("Your own numbers, one on each line"), validators=[Length(max=2000)])


def _months(form: FlaskForm, field: IntegerField) -> None:
    if field.data is None or not LEAST_MONTHS <= field.data <= MOST_MONTHS:
        field.errors = []  # the library's own sentence speaks of integers
        said = _("Please give a number of months from %(least)s to %(most)s.", least=LEAST_MONTHS, most=MOST_MONTHS)
        raise StopValidation(said)


def _of_months(label: str) -> IntegerField:
    return IntegerField(label, validators=[_months], widget=TextInput(), render_kw={"inputmode": "numeric"})


class SettingsForm(FlaskForm):
    """What the organization settles for itself."""

    paper_name = Plain(_("Name on paper"), validators=[Length(max=80, message=_("This is too long."))])
    keep_attendance = _of_months(_("Months that attendance stays"))
    keep_names = _of_months(_("Months that names left for credit stay"))

    def validate_keep_names(self, field: IntegerField) -> None:
        """They go with the attendance they belong to."""
        if self.keep_attendance.data is not None and field.data > self.keep_attendance.data:
            raise ValidationError(_("Names cannot stay longer than the attendance they belong to."))


class RolesForm(FlaskForm):
    """What a member may do."""

    facilitator = BooleanField(_("Facilitator: prepares and runs sessions"))
    coordinator = BooleanField(_("Coordinator: sees attendance, and nothing anyone said"))
    administrator = BooleanField(_("Administrator: invites members and keeps the settings"))

    def chosen(self) -> list[str]:
        """The roles that are ticked; says so beside the first where none is."""
        roles = [role for role in ROLES if self[role].data]
        if not roles:
            self.facilitator.errors = [gettext("Choose at least one.")]
        return roles


class InvitationForm(RolesForm):
    """What a new member will be."""

    facilitator = BooleanField(_("Facilitator: prepares and runs sessions"), default=True)
