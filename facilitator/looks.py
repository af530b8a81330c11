"""What the colours and patterns of patches are called."""

from facilitator.meeting.refusals import N_

COLOUR_NAMES = (
    ("madder", N_("red")),
    ("rose", N_("rose")),
    ("clay", N_("clay")),
    ("ochre", N_("gold")),
    ("moss", N_("moss green")),
    ("sage", N_("sage green")),
    ("teal", N_("teal")),
    ("indigo", N_("blue")),
    ("plum", N_("plum")),
    ("slate", N_("gray")),
)
PATTERN_NAMES = (
    ("stripes", N_("stripes")),
    ("dots", N_("dots")),
    ("gingham", N_("checks")),
    ("chevron", N_("zigzag")),
    ("star", N_("star")),
    ("cabin", N_("log cabin")),
    ("pinwheel", N_("pinwheel")),
    ("leaves", N_("leaves")),
    ("waves", N_("waves")),
    ("crosses", N_("crosses")),
)
