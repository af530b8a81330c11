"""The `facilitator` command. Answers are one plain line; errors say what to do next; exit codes: 1 cannot, 2 asked wrongly."""

import sys

import click

from facilitator import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Runs peer-support groups."""


@cli.command()
def version() -> None:
    """Says which version this is."""
    click.echo(f"Facilitator {__version__}")


def fail(sentence: str) -> None:
    """Ends with one plain sentence."""
    click.echo(sentence, err=True)
    sys.exit(1)


def main(words: list[str] | None = None) -> None:
    """Runs the command that was asked for: in these words, or in those the program was started with."""
    from facilitator.cli import accounts, copies, doctor, keeping, proof_keys, serving  # noqa: F401 - their commands register themselves
    from facilitator.cli.plainly import in_plain_words

    try:
        cli(words, prog_name="facilitator")
    except Exception as e:
        fail(in_plain_words(e))
