"""`doctor`: what is well and what is not, a line each. Ends with 1 if anything needs doing."""

import os
import sys

import click

from facilitator.cli import cli
from facilitator.config import BadSetting, from_environment


@cli.command()
def doctor() -> None:
    """Looks at settings, folders, disk, database, keys, clock and port, and changes nothing."""
    from facilitator.operations.checks import Finding, look_at_everything

    try:
        findings = list(look_at_everything(from_environment(os.environ)))
    except BadSetting as e:
        findings = [Finding(False, str(e))]
    for good, line in findings:
        click.echo(f"{'well' if good else 'NOT WELL':<9} {line}")
    sys.exit(0 if all(good for good, _ in findings) else 1)
