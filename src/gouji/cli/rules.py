"""`gouji rules`: the rule book in the terminal."""

import click

from gouji.check import RuleError
from gouji.cli.terminal import COLOR, LANG, fail
from gouji.render.screen import open_screen
from gouji.render.text import print_rule, print_rules
from gouji.run import chosen_rules


@click.command("rules")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@LANG
@COLOR
def command(ids: tuple[str, ...], lang: str, color: bool | None) -> None:
    """列出规则，或解释其中几条。 List the rules, or explain some.

    gouji rules 列出全部；gouji rules T6-1 连依据和例子解释一条。
    """
    screen = open_screen(color)
    chosen = chosen_rules(known_rules(ids), cases=bool(ids))
    if ids:
        for rule in chosen:
            print_rule(rule, screen, lang)
    else:
        print_rules(chosen, screen, lang)


def known_rules(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids asked for; one that no rule has ends the command."""
    try:
        chosen_rules(wanted)
    except KeyError as error:
        fail(f"没有规则 {error.args[0]}；gouji rules 列出全部 / no rule {error.args[0]}: see `gouji rules`")
    except RuleError as error:
        fail(str(error))
    return wanted
