"""Vehicles and big equipment: totals, quota, running cost, and what must be part of what."""

import re
from decimal import Decimal
from itertools import pairwise

from msgspec.structs import replace

from gouji.check.deciding import Slots, decided, show_number, show_yuan, yuan
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.model.disclosure import Disclosure
from gouji.model.place import Bilingual

_NO_VEHICLES = Bilingual("没有写明车辆实有数", "the number of vehicles is not stated")


@decides("vehicles_by_kind")
def vehicles_by_kind(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The number of vehicles is the sum of its kinds."""
    vehicles = disclosure.assets.vehicles if disclosure.assets is not None else None
    if vehicles is None or vehicles.value is None:
        return not_run(_NO_VEHICLES.zh, _NO_VEHICLES.en)
    parts = [part for part in vehicles.parts if part.value is not None]
    if not parts or (len(parts) == 1 and (parts[0].value or 0) <= vehicles.value):
        return not_run("没有按种类写明车辆数", "vehicles are not broken down by kind")
    sum_ = sum(part.value for part in parts if part.value is not None)
    if sum_ == vehicles.value or (not sum_ and _all_of_one_kind(disclosure, rule)):
        return Verdict(1)
    slots: Slots = {"parts": " + ".join(f"{part.subject}{part.value}" for part in parts if part.value)}
    hit = Hit((vehicles.place,), slots, (), f"{vehicles.value}辆", f"{sum_}辆", f"{abs(vehicles.value - sum_)}辆")
    # Without 其他 among the kinds, and fewer of them than vehicles, a kind may just not be named.
    complete = sum_ > vehicles.value or any("其他" in part.subject or "其它" in part.subject for part in parts)
    return Verdict(1, (hit if complete else replace(hit, severity="warning"),))


def _all_of_one_kind(disclosure: Disclosure, rule: Rule) -> bool:
    """Return whether the text says so (3辆，均为其他用车)."""
    one_kind = re.compile(rule.given["one_kind"])
    return disclosure.assets is not None and any(one_kind.search(one.text) for one in disclosure.assets.paragraphs)


@decides("vehicles_bought")
def vehicles_bought(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The number of vehicles to be bought is the sum of its kinds."""
    bought, kind = re.compile(rule.given["bought"]), re.compile(rule.given["kind"])
    checked, hits = 0, list[Hit]()
    for paragraph in disclosure.assets.paragraphs if disclosure.assets is not None else ():
        for found in bought.finditer(re.sub(r"\s", "", paragraph.text)):
            total, parts = int(found[1]), [(name, int(number)) for name, number in kind.findall(found[2])]
            if len(parts) < 2:
                continue
            checked += 1
            sum_ = sum(number for _, number in parts)
            if sum_ != total:
                slots: Slots = {"parts": " + ".join(f"{name}{number}" for name, number in parts if number) or "0"}
                hits.append(Hit((paragraph.place,), slots, (), f"{total}辆", f"{sum_}辆", f"{abs(total - sum_)}辆"))
    return Verdict(checked, tuple(hits)) if checked else not_run("没有按种类写明购置的车辆", "no vehicles to be bought are broken down by kind")


@decides("vehicles_within_quota")
def vehicles_within_quota(disclosure: Disclosure, rule: Rule) -> Verdict:
    """There are no more vehicles than the quota allows."""
    assets = disclosure.assets
    if assets is None or assets.vehicles is None or assets.vehicles.value is None:
        return not_run(_NO_VEHICLES.zh, _NO_VEHICLES.en)
    if assets.vehicle_quota is None or assets.vehicle_quota.value is None:
        return not_run("没有写明车辆编制数", "the vehicle quota is not stated")
    quota, vehicles = assets.vehicle_quota.value, assets.vehicles.value
    if vehicles <= quota:
        return Verdict(1)
    places = (assets.vehicles.place,)
    return Verdict(1, (Hit(places, {}, (), f"{vehicles}辆", f"{quota}辆", f"{vehicles - quota}辆"),))


@decides("running_cost_per_vehicle")
def running_cost_per_vehicle(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The running cost of a vehicle lies in a band. low, high: 元 a vehicle and year."""
    vehicles = disclosure.assets.vehicles if disclosure.assets is not None else None
    if vehicles is None or not vehicles.value:
        return not_run(_NO_VEHICLES.zh, _NO_VEHICLES.en)
    table = disclosure.table("三公经费表")
    row = table.row("公务用车运行维护费") if table is not None else None
    figure = row.figures.get("合计") if row is not None else None
    amount = yuan(figure)
    if figure is None or amount is None:
        return not_run("三公经费表中没有公务用车运行维护费", "no vehicle running cost is printed")
    each = amount / vehicles.value
    if rule.given["low"] <= each <= rule.given["high"]:
        return Verdict(1)
    slots: Slots = {"count": str(vehicles.value), "low": f"{rule.given['low']:}", "high": f"{rule.given['high']:}"}
    return Verdict(1, (Hit((figure.place, vehicles.place), slots, (figure,), show_yuan(each)),))


_THRESHOLD = re.compile(r"(\d+(?:\.\d+)?)\s*万元")


@decides("equipment_by_threshold")
def equipment_by_threshold(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Equipment above a higher value is part of that above a lower one of the same kind."""
    equipment = disclosure.assets.equipment if disclosure.assets is not None else ()
    kinds: dict[str, list[tuple[Decimal, int, int]]] = {}
    for at, count in enumerate(equipment):
        threshold = _THRESHOLD.search(count.subject)
        if threshold is not None and count.value is not None:
            kind = "专用" if "专用" in count.subject else "通用" if "通用" in count.subject else ""
            kinds.setdefault(kind, []).append((Decimal(threshold[1]), count.value, at))
    checked, hits = 0, []
    for pairs in kinds.values():
        pairs.sort()
        for (low, many, at_low), (high, few, at_high) in pairwise(pairs):
            if high > low:
                checked += 1
                if few > many:
                    slots: Slots = {"low": show_number(low), "high": show_number(high), "many": str(many), "few": str(few)}
                    hits.append(Hit((equipment[at_high].place, equipment[at_low].place), slots, (), str(few)))
    return decided(checked, hits, Bilingual("没有写明大型设备数", "big equipment is not stated"))
