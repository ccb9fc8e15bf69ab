"""The command line as tests call it."""

from click.testing import CliRunner, Result

from gouji.cli import main


def gouji(*words: str) -> Result:
    """Return what the command with the words prints, and its exit status."""
    return CliRunner().invoke(main, list(words))
