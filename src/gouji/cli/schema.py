"""`gouji schema`: the shape of the JSON that is written."""

import json

import click

from gouji.model.disclosure import Disclosure
from gouji.model.finding import Report
from gouji.prepare.difference import Changes
from gouji.render.data import schema

_KINDS: dict[str, type[Disclosure] | type[Report] | type[Changes]] = {
    "disclosure": Disclosure,
    "report": Report,
    "changes": Changes,
}


@click.command("schema")
@click.argument("what", type=click.Choice(list(_KINDS)), default="disclosure")
def command(what: str) -> None:
    """打印 JSON 的结构说明。 Print the JSON Schema of what `read`, `check` and `diff` write."""
    described = schema(_KINDS[what])
    click.echo(json.dumps(described, ensure_ascii=False, indent=2))
