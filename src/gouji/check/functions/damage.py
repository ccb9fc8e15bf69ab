"""What the extraction of the text damaged and what could not be read: for the reader's eye, never a fault of the department."""

from collections import defaultdict

from gouji.check.deciding import Slots, masked
from gouji.check.functions.weights import weighted_tables
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.model.disclosure import Disclosure
from gouji.model.place import Bilingual, Place


@decides("damaged_text")
def damaged_text(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No text lost characters in extraction: one hit for all. kinds: kind of Damage → how to say it."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for damage in disclosure.damages:
        places[damage.kind].append(damage.place)
    if not places:
        return Verdict(_read(disclosure))
    said = {kind: rule.given["kinds"].get(kind, {"zh": kind, "en": kind}) for kind in places}
    ordered = sorted(places, key=lambda kind: -len(places[kind]))
    slots: Slots = {
        "count": str(len(disclosure.damages)),
        "sorts": str(len(places)),
        "kinds": Bilingual(
            "，".join(f"{said[kind]['zh']} {len(places[kind])} 处" for kind in ordered),
            ", ".join(f"{len(places[kind])} {said[kind]['en']}" for kind in ordered),
        ),
    }
    return Verdict(_read(disclosure), (Hit(masked(place for kind in ordered for place in places[kind]), slots),))


@decides("unrecognised_blocks")
def unrecognised_blocks(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Everything on the page was recognised; of tables of targets no form is read from the weights were checked at least."""
    places = [block.place for block in disclosure.unrecognised]
    if not places:
        return Verdict(_read(disclosure))
    weighed = sum(1 for _ in weighted_tables(disclosure))
    return Verdict(_read(disclosure), (Hit(masked(places), {"count": str(len(places)), "state": _state(len(places), weighed)}),))


def _state(blocks: int, weighed: int) -> Bilingual:
    if not weighed:
        return Bilingual("未核对", "not checked")
    if weighed == blocks:
        return Bilingual("只核对了其中指标的权重", "of them only the weights of targets were checked")
    return Bilingual(f"除{weighed}处核对了指标的权重外，未核对", f"not checked, but for the weights of targets in {weighed}")


@decides("reading_troubles")
def reading_troubles(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Everything on the page could be read: one hit a trouble, in the reader's own words."""
    hits = [
        Hit(masked([trouble.place]), {"code": trouble.code, "trouble": Bilingual(trouble.zh, trouble.en)})
        for trouble in disclosure.troubles
    ]
    return Verdict(_read(disclosure), tuple(hits))


def _read(disclosure: Disclosure) -> int:
    """Return of how many parts the document was read: none read is nothing held."""
    parts = (disclosure.tables, disclosure.sections, disclosure.forms, disclosure.catalogues, disclosure.glossary)
    return sum(len(part) for part in parts)
