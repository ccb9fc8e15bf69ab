"""A chart as SVG: in, a Chart; out, one self-contained drawing, the same for the same figures.

Every figure stands in words beside its colour, and every colour has a hatching of its own, so that nothing is lost in
a black-and-white copy or to a reader who sees colours differently.
"""

from collections.abc import Iterator
from decimal import Decimal
from html import escape
from math import cos, pi, sin

from gouji.model.money import Money, print_money, total
from gouji.render.printed import Chart

# After Okabe and Ito, told apart under every common colour blindness; darkest first, the lead figure is the largest.
_COLOURS = ("#0F5C94", "#E69F00", "#118C6B", "#B65A8A", "#5FAFDD", "#C9500C", "#8A8A8A")
_HATCHES = (
    "",
    "M-2 2L2 -2M0 8L8 0M6 10L10 6",
    "M4 4h.01",
    "M0 4H8",
    "M-2 6L2 10M0 0L8 8M6 -2L10 2",
)  # 7 colours and 5 hatchings meet again only after 35 figures
_FONTS = "Noto Sans SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
_SIZE = 14  # of the letters, in px; a Chinese character is as wide
_LINE = 20


def chart_svg(chart: Chart, width: int = 640) -> str:
    """Return the chart as an SVG of that width in px. Parts of a whole that is not positive are drawn as bars."""
    whole = total([money for _, money in chart.values])
    parts = chart.kind == "pie" and whole.fen > 0 and all(money.fen >= 0 for _, money in chart.values)
    drawn, height = _donut(chart, whole, width) if parts else _bars(chart, width)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"'
        f' font-family="{_FONTS}" font-size="{_SIZE}" fill="#1A1A1A"><title>{escape(chart.caption)}</title>'
        f"<desc>{escape(describe(chart))}</desc><defs>{''.join(_hatchings(len(chart.values) if parts else 0))}</defs>{''.join(drawn)}</svg>"
    )


def describe(chart: Chart) -> str:
    """Return the chart in words, for those who do not see it."""
    whole = total([money for _, money in chart.values])
    shared = chart.kind == "pie" and whole.fen > 0
    said = (
        f"{label}{_printed(money, chart.unit)}{chart.unit}{f'（{_share(money, whole)}）' if shared else ''}"
        for label, money in chart.values
    )
    return f"{chart.caption}：{'，'.join(said)}。"


def _donut(chart: Chart, whole: Money, width: int) -> tuple[list[str], int]:
    """Return a ring with the whole in its middle and the key with every figure beside it, and the height they need."""
    value_end, share_end, key = width - 84, width - 8, 270
    lines = [_wrapped(label, value_end - 90 - key - 26) for label, _ in chart.values]
    rows = sum(len(wrapped) * _LINE + 10 for wrapped in lines)
    height = max(rows + 20, 244)
    middle, turn, y = height / 2, 0.0, (height - rows) / 2
    drawn = []
    for number, ((_, money), wrapped) in enumerate(zip(chart.values, lines, strict=True)):
        share = money.fen / whole.fen
        if share:
            drawn.append(_painted(number, f'd="{_slice(122, middle, turn, turn + share)}"', "path"))
        drawn.append(_painted(number, f'x="{key}" y="{y + 4:.1f}" width="16" height="13"', "rect"))
        drawn += [_text(line, key + 26, y + 16 + at * _LINE) for at, line in enumerate(wrapped)]
        drawn.append(_text(_printed(money, chart.unit), value_end, y + 16, "end"))
        drawn.append(_text(_share(money, whole), share_end, y + 16, "end"))
        turn, y = turn + share, y + len(wrapped) * _LINE + 10
    drawn.append(_text(_printed(whole, chart.unit), 122, middle + 1, "middle", 'font-size="17"'))
    drawn.append(_text(f"合计（{chart.unit}）", 122, middle + 21, "middle", 'font-size="12" fill="#555"'))
    return drawn, round(height)


def _bars(chart: Chart, width: int) -> tuple[list[str], int]:
    """Return bars side by side from one line of zero, each with its label and figure, and the height they need."""
    figures = [_printed(money, chart.unit) for _, money in chart.values]
    start, end = 0.3 * width, width - 30 - max((_length(figure) for figure in figures), default=0)
    least = min([0, *(money.fen for _, money in chart.values)])
    reach = max([0, *(money.fen for _, money in chart.values)]) - least or 1
    zero = start - least / reach * (end - start)
    drawn, y = [_text(f"单位：{chart.unit}", width - 8, 16, "end", 'font-size="12" fill="#555"')], 30.0
    for (label, money), figure in zip(chart.values, figures, strict=True):
        wrapped = _wrapped(label, start - 20)
        high = max(26, len(wrapped) * _LINE)
        long, middle = abs(money.fen) / reach * (end - start), y + high / 2
        left = zero - (long if money.fen < 0 else 0)
        drawn.append(_painted(0, f'x="{left:.1f}" y="{middle - 11:.1f}" width="{long:.1f}" height="22"', "rect"))
        above = middle + 5 - (len(wrapped) - 1) * _LINE / 2
        drawn += [_text(line, start - 12, above + at * _LINE, "end") for at, line in enumerate(wrapped)]
        drawn.append(_text(figure, max(zero, left + long) + 8, middle + 5))
        y += high + 12
    drawn.append(f'<path d="M{zero:.1f} 28V{y - 6:.1f}" stroke="#555"/>')
    return drawn, round(y)


def _slice(centre: float, middle: float, start: float, end: float, outer: float = 108, inner: float = 62) -> str:
    """Return the outline of a piece of the ring; start and end in turns, clockwise from the top."""
    turns = (start, (start + end) / 2, end)  # two arcs, because a single one cannot close a whole turn
    out = [_point(centre, middle, outer, turn) for turn in turns]
    back = [_point(centre, middle, inner, turn) for turn in reversed(turns)]
    there = "".join(f"A{outer} {outer} 0 0 1 {point}" for point in out[1:])
    return f"M{out[0]}{there}L{back[0]}{''.join(f'A{inner} {inner} 0 0 0 {point}' for point in back[1:])}Z"


def _point(x: float, y: float, radius: float, turn: float) -> str:
    return f"{x + radius * sin(2 * pi * turn):.2f} {y - radius * cos(2 * pi * turn):.2f}"


def _painted(number: int, shape: str, tag: str) -> str:
    """Return the shape in the colour of the figure with that number, hatched over it."""
    filled = f'<{tag} {shape} fill="{_COLOURS[number % len(_COLOURS)]}" stroke="#FFF" stroke-width="1.5"/>'
    return filled + (f'<{tag} {shape} fill="url(#h{number % len(_HATCHES)})"/>' if number % len(_HATCHES) else "")


def _hatchings(figures: int) -> Iterator[str]:
    for number, path in enumerate(_HATCHES[:figures]):
        if path:
            yield (
                f'<pattern id="h{number}" width="8" height="8" patternUnits="userSpaceOnUse"><path d="{path}" fill="none"'
                f' stroke="#FFF" stroke-width="{3 if path.endswith(".01") else 1.4}" stroke-linecap="round"/></pattern>'
            )


def _text(text: str, x: float, y: float, anchor: str = "start", more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {more}>{escape(text)}</text>'


def _printed(money: Money, unit: str) -> str:
    """Return the amount with thousands marks, as the sentences beside the chart print it."""
    return f"{Decimal(print_money(money, unit)):,}"


def _share(money: Money, whole: Money) -> str:
    hundredths = (2 * money.fen * 10_000 + whole.fen) // (2 * whole.fen)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def _length(text: str) -> float:
    """Return about how long the text is in px."""
    return sum(_SIZE if ord(letter) > 0x2000 else 0.56 * _SIZE for letter in text)


def _wrapped(text: str, longest: float) -> list[str]:
    """Return the text in lines no longer than so many px."""
    lines = [""]
    for letter in text:
        if lines[-1] and _length(lines[-1] + letter) > longest:
            lines.append("")
        lines[-1] += letter
    return lines
