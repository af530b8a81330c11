"""Everything that can happen in a meeting itself, in the past tense. What happens inside a round stands in its kind's file.

Events carry ids and choices, never words, handles or names. `erases` lists the rows of words that go with the event,
in the same transaction.
"""

from facilitator.meeting.events.attending import *  # noqa: F403
from facilitator.meeting.events.base import *  # noqa: F403
from facilitator.meeting.events.care import *  # noqa: F403
from facilitator.meeting.events.circle import *  # noqa: F403
from facilitator.meeting.events.course import *  # noqa: F403
from facilitator.meeting.events.lead import *  # noqa: F403
from facilitator.meeting.events.words import *  # noqa: F403
