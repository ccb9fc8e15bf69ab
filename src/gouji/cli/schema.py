"""`gouji schema`: the shape of the JSON that is written."""

import json

import click

from gouji.model.disclosure import Disclosure
from gouji.model.finding import Report
from gouji.render.data import schema


@click.command("schema")
@click.argument("what", type=click.Choice(["disclosure", "report"]), default="disclosure")
def command(what: str) -> None:
    """打印 JSON 的结构说明。 Print the JSON Schema of what `read` and `check` write."""
    described = schema(Disclosure if what == "disclosure" else Report)
    click.echo(json.dumps(described, ensure_ascii=False, indent=2))
