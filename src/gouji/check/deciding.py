"""What the functions that decide rules share: numbers as people read them, masked places, and the closing verdict."""

from collections.abc import Iterable
from decimal import Decimal

from gouji.check.formula import Relation
from gouji.check.masking import mask_names, mask_place
from gouji.check.rule import Hit, Verdict, not_run
from gouji.model.disclosure import Figure, Form, Quantity
from gouji.model.place import Bilingual, Place

Slots = dict[str, str | Bilingual]

NO_INDICATORS = Bilingual("没有可判断的绩效指标", "there are no performance indicators to decide on")
NO_DOCUMENT_NUMBERS = Bilingual("立项依据中没有文号", "no document number is cited")
HALF_CENT = Decimal("0.005")
NO_FORMS = Bilingual("文件中没有项目支出绩效目标表", "the document has no project forms")
_YUAN = {"元": 1, "百元": 100, "千元": 1000, "万元": 10_000, "百万元": 10**6, "亿元": 10**8}
_CENT, _EXACT = Decimal("0.01"), Decimal(0)


def decided(checked: int, hits: Iterable[Hit], nothing: Bilingual, relations: Iterable[Relation] = ()) -> Verdict:
    """Return the verdict, or not run for the reason `nothing` when there was nothing to decide."""
    return Verdict(checked, tuple(hits), relations=tuple(relations)) if checked else not_run(nothing.zh, nothing.en)


def yuan(figure: Figure | None) -> Decimal | None:
    """Return the figure's amount in 元, None when none is printed."""
    return Decimal(figure.money.fen) / 100 if figure is not None and figure.money is not None else None


def quantity_yuan(quantity: Quantity | None) -> tuple[Decimal, Decimal] | None:
    """Return a quantity of money in 元 and half its last printed step; None when it is not plain money (800元/人)."""
    scale = _YUAN.get(quantity.unit) if quantity is not None else None
    if quantity is None or scale is None:
        return None
    step = quantity.step * scale
    return quantity.value * scale, step / 2 if step > _CENT else _EXACT


def show_yuan(value: Decimal) -> str:
    """Return the amount as the tables print it: two decimals, 元, no thousands marks."""
    return f"{value:.2f}元"


def show_number(value: Decimal) -> str:
    """Return the number without trailing zeros or exponent."""
    return f"{value.normalize():f}"


def title_of(form: Form) -> str:
    """Return the form's name, with the names of private persons masked."""
    return mask_names(form.name)


def masked(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return the places with the names of private persons masked."""
    return tuple(map(mask_place, places))
