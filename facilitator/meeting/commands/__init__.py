"""Everything one may ask of a meeting itself. What a kind of round can be asked stands in that kind's own file."""

from facilitator.meeting.commands.attending import *  # noqa: F403
from facilitator.meeting.commands.base import *  # noqa: F403
from facilitator.meeting.commands.care import *  # noqa: F403
from facilitator.meeting.commands.circle import *  # noqa: F403
from facilitator.meeting.commands.course import *  # noqa: F403
from facilitator.meeting.commands.lead import *  # noqa: F403
from facilitator.meeting.commands.words import *  # noqa: F403
