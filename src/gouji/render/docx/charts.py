"""A Chart → a native chart of Word (DrawingML): the chart part, and the workbook Word opens to edit its figures."""

import datetime
import io
from decimal import Decimal

import xlsxwriter

from gouji.model.money import FEN_PER_UNIT, Money
from gouji.render.docx.xml import clean
from gouji.render.printed import Chart

# Those of the drawn charts (render/charts.py).
_COLOURS = ("0F5C94", "E69F00", "118C6B", "B65A8A", "5FAFDD", "C9500C", "8A8A8A")
_FONT = '<a:latin typeface="Times New Roman"/><a:ea typeface="黑体"/>'


def chart_part(chart: Chart) -> str:
    """Return the chart part. Its workbook is the relation "data"."""
    plot = _pie(chart) if chart.kind == "pie" else _bars(chart)
    legend = '<c:legend><c:legendPos val="r"/><c:overlay val="0"/></c:legend>' if chart.kind == "pie" else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot}</c:plotArea>{legend}<c:plotVisOnly val="1"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1000">{_FONT}</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
        '<c:externalData r:id="data"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def chart_workbook(chart: Chart) -> bytes:
    """Return the workbook with the chart's figures: names in column A, amounts in column B, a header above."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.datetime(2000, 1, 1)})
        sheet = book.add_worksheet("Sheet1")
        sheet.write_string(0, 1, f"{chart.caption}（{chart.unit}）")
        for row, (name, money) in enumerate(chart.values, 1):
            sheet.write_string(row, 0, name)
            sheet.write_number(row, 1, float(_amount(money, chart.unit)))
    return stream.getvalue()


def _amount(money: Money, unit: str) -> Decimal:
    return Decimal(money.fen) / FEN_PER_UNIT[unit]


def _pie(chart: Chart) -> str:
    points = "".join(
        f'<c:dPt><c:idx val="{number}"/><c:bubble3D val="0"/><c:spPr><a:solidFill><a:srgbClr val="{_COLOURS[number % len(_COLOURS)]}"/></a:solidFill>'
        '<a:ln w="12700"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln></c:spPr></c:dPt>'
        for number in range(len(chart.values))
    )
    labels = (
        '<c:dLbls><c:numFmt formatCode="0.00%" sourceLinked="0"/><c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="1"/><c:showBubbleSize val="0"/><c:showLeaderLines val="1"/></c:dLbls>'
    )
    return (
        f'<c:pieChart><c:varyColors val="1"/><c:ser>{_series(chart)}{points}{labels}{_data(chart)}</c:ser>'
        '<c:firstSliceAng val="0"/></c:pieChart>'
    )


def _bars(chart: Chart) -> str:
    paint = f'<c:spPr><a:solidFill><a:srgbClr val="{_COLOURS[0]}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>'
    labels = (
        '<c:dLbls><c:numFmt formatCode="#,##0.00" sourceLinked="0"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )
    hidden = '<c:delete val="1"/>'
    return (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/><c:ser>{_series(chart)}{paint}{labels}{_data(chart)}</c:ser>'
        '<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:crossAx val="2"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling>{hidden}<c:axPos val="b"/><c:crossAx val="1"/></c:valAx>'
    )


def _series(chart: Chart) -> str:
    name = clean(f"{chart.caption}（{chart.unit}）")
    return (
        '<c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def _data(chart: Chart) -> str:
    count = len(chart.values)
    names = "".join(f'<c:pt idx="{at}"><c:v>{clean(name)}</c:v></c:pt>' for at, (name, _) in enumerate(chart.values))
    amounts = "".join(
        f'<c:pt idx="{at}"><c:v>{_amount(money, chart.unit)}</c:v></c:pt>' for at, (_, money) in enumerate(chart.values)
    )
    return (
        f'<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${count + 1}</c:f><c:strCache><c:ptCount val="{count}"/>{names}</c:strCache></c:strRef></c:cat>'
        f'<c:val><c:numRef><c:f>Sheet1!$B$2:$B${count + 1}</c:f><c:numCache><c:formatCode>#,##0.00</c:formatCode><c:ptCount val="{count}"/>{amounts}</c:numCache></c:numRef></c:val>'
    )
