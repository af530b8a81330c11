"""What is said of an audit of packages, and that none is never taken for a good one."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

from audit import NOT_ASKED, outcome

GOOD = {"name": "flask", "version": "3.1.3", "vulns": []}
FAULTY = {"name": "eventlet", "version": "0.1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["0.2"]}]}
UNKNOWN = {"name": "alembic", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize(
    ("packages", "says", "code"),
    [
        ([GOOD, GOOD], "2 packages audited, no known fault.", 0),
        ([GOOD, UNKNOWN], "1 packages audited, no known fault. 1 are not known there.", 0),
        ([UNKNOWN, UNKNOWN], NOT_ASKED, 0),
        ([GOOD, FAULTY], "eventlet 0.1: PYSEC-1, mended in 0.2", 1),
    ],
)
def test_an_audit_is_told_in_plain_lines(packages, says, code):
    assert outcome(json.dumps({"dependencies": packages})) == (says, code)


@pytest.mark.parametrize("answer", ["", "Traceback", "[]", "{}"])
def test_no_answer_is_said_to_be_none(answer):
    assert outcome(answer) == (NOT_ASKED, 0)
