"""Lines of a directory for tests: what a phone is handed must be recognised wherever it turns up."""

from datetime import date

from facilitator.practice.bridge import directory
from facilitator.practice.bridge.directory import Line
from facilitator.store.writing import Store

SHELTER = Line(
    kind="housing", name="Harbor House", about="A bed for tonight", phone="(555) 010-2030 ext. 4",
    hours="Every day from 5 pm", languages="English, Español", cost="Free", way="Ring at the green door. Say a peer sent you.",
    checked_on=date(2026, 11, 2),
)  # fmt: skip
PANTRY = Line(kind="food", name="Second Street Pantry", about="Groceries on Fridays", phone="555-010-7788")


def with_lines(store: Store, organization: str) -> tuple[str, str]:
    """Puts both into the organization's directory and gives their ids."""
    return directory.add(store, organization, SHELTER), directory.add(store, organization, PANTRY)
