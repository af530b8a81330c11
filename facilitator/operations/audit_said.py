"""The audit trail in plain words. Whatever is written there has its sentence here; a test walks both."""

from collections.abc import Mapping
from datetime import date

from flask_babel import format_date, gettext, ngettext

from facilitator.attendance.outside_periods import period_called
from facilitator.attendance.outside_sheet import period_name
from facilitator.operations.audit import Plain


def said(what: str, change: Mapping[str, Plain], about: str) -> str:
    """One entry, as a sentence."""
    was, became = change.get("was", ""), change.get("became", "")
    names, sessions = int(change.get("names") or 0), int(change.get("sessions") or 0)
    signed = ngettext("%(num)s name left for credit", "%(num)s names left for credit", names)
    match what:
        case "attendance.heads":
            return gettext("Corrected how many came: from %(was)s to %(became)s.", was=was, became=became)
        case "attendance.called_off":
            return gettext("Called off the session of %(day)s.", day=_day(change))
        case "attendance.not_called_off":
            return gettext("The session of %(day)s is not called off after all.", day=_day(change))
        case "attendance.names_erased":
            return gettext("Erased %(names)s in %(month)s.", names=signed, month=_month(about))
        case "attendance.release":
            return gettext("Made the counts of %(period)s for outside.", period=_period(about))
        case "retention.purged":
            met = ngettext("attendance of %(num)s session", "attendance of %(num)s sessions", sessions)
            went = ", ".join(part for n, part in ((names, signed), (sessions, met)) if n)
            return gettext("Kept long enough and let go: %(what)s.", what=went or gettext("entries of this list"))
        case "organization.paper_name":
            return gettext("Set a name on paper.") if change.get("given") else gettext("Took back the name on paper.")
        case "organization.keep_attendance":
            return gettext("Attendance stays %(became)s, no longer %(was)s.", was=_months(was), became=_months(became))
        case "organization.keep_names":
            return gettext(
                "Names left for credit stay %(became)s, no longer %(was)s.", was=_months(was), became=_months(became)
            )
        case "data.restored":
            return gettext("Put back a copy of everything, as it was on %(day)s.", day=_day(change))
        case "organization.help_lines":
            return gettext("Saved the help card.")
        case "member.invited":
            return gettext("Made an invitation: %(roles)s.", roles=_roles(became))
        case "member.invitation_withdrawn":
            return gettext("Withdrew an invitation: %(roles)s.", roles=_roles(became))
        case "member.joined":
            return gettext("Joined by an invitation: %(roles)s.", roles=_roles(became))
        case "member.roles":
            return gettext("Changed roles from %(was)s to %(became)s.", was=_roles(was), became=_roles(became))
        case "member.left":
            return gettext("Removed a member: %(roles)s.", roles=_roles(was))
        case "member.password":
            return gettext("Set a new password by a link.") if change.get("link") else gettext("Set a new password.")
        case "member.password_link":
            return gettext("Made a link for a new password.")
        case "member.email":
            return gettext("Changed the e-mail for signing in.")
        case "member.second_step":
            return gettext("Turned the second step on.") if change.get("on") else gettext("Turned the second step off.")
        case "member.recovery_codes":
            return gettext("Made new recovery codes.")
        case "member.recovery_code_used":
            return gettext("Signed in with a recovery code.")
        case "sign_ins.ended":
            return ngettext("Ended %(num)s sign-in.", "Ended %(num)s sign-ins.", int(change.get("many") or 0))
        case "practice.pack_kept":
            return gettext("Wrote down the rules of a board.")
        case "practice.pack_dropped":
            return gettext("Removed the rules of a board.")
        case "keys.rotated":
            return gettext("Put %(names)s in %(month)s under a fresh key.", names=signed, month=_month(about))
        case "keys.names_forgotten":
            return gettext("Went on without %(names)s, whose keys are lost.", names=signed)
    return what


def _roles(listed: Plain) -> str:
    """Roles by their names, as they are stored: one word each."""
    called = {
        "facilitator": gettext("facilitator"),
        "coordinator": gettext("coordinator"),
        "administrator": gettext("administrator"),
    }
    return ", ".join(called.get(role, role) for role in str(listed).split()) or gettext("none")


def _months(n: Plain) -> str:
    return str(ngettext("%(num)s month", "%(num)s months", int(n or 0)))


def _day(change: Mapping[str, Plain]) -> str:
    return str(format_date(date.fromisoformat(str(change["day"]))))


def _period(about: str) -> str:
    period = period_called(about)
    return period_name(period) if period else about


def _month(about: str) -> str:
    return str(format_date(date.fromisoformat(f"{about}-01"), "MMMM y"))
