"""The wrong cells that explain failing relations, in words: what is printed, what it should be, and by what slip.

In: findings with their relations, all relations that were decided, and the tables. Out: causes, and what is left.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs

from gouji.check.evidence import Evidence, Found, make_cause
from gouji.check.formula import Term, kind_of
from gouji.check.graph import Edge, Graph, Node, Told, head_of
from gouji.check.headline import shorten
from gouji.check.implied import Bounds
from gouji.check.locate import Answer, locate
from gouji.check.recognition import is_unsure
from gouji.check.slips import CHANGED, Slip, name_slip
from gouji.check.surroundings import Surroundings
from gouji.check.wording import english_column, name_cell, say_kind, say_relation
from gouji.model.disclosure import Figure
from gouji.model.finding import Cause, Certainty, Finding, Repair, Tie
from gouji.model.money import Money, agree, print_money
from gouji.model.place import Bilingual, Place

_TRIED = 200  # so many amounts within the bounds are compared with what is printed
_NAMED = 3  # so many figures that may each be wrong are named in a title
_TOLD = 12  # so many relations of one figure are told
_SURE = 1  # a slip of at most this rank decides between figures that explain as much
_NONE = 9  # rank of an amount that no slip explains


class Wrong(Struct, frozen=True):
    """A figure that may be wrong. fen: the likeliest amount, None when it cannot be told; exact: nothing else is likely.

    low, high: bounds of the amount in 分.
    """

    node: Node
    term: Term
    fen: int | None
    low: int | None
    high: int | None
    exact: bool
    slip: Slip | None
    equal: bool  # as likely as the figure first found

    @property
    def rank(self) -> int:
        """Return how readily chance would make the slip; 9 where no slip explains the amount."""
        return self.slip.rank if self.slip is not None else _NONE


def explain_by_fixes(evidence: list[Evidence], told: Sequence[Told], around: Surroundings) -> Found:
    """Return the causes that the smallest set of fixes explains, and the evidence that is left."""
    if not any(one.relation is not None for one in evidence):
        return [], evidence
    graph = Graph(told, around.doubtful)
    by_relation = {id(one.relation): one for one in evidence if one.relation is not None}
    causes, rest = list[Cause](), evidence
    # An answer that explains few relations takes them first, so that every answer keeps a finding.
    answers = locate(graph)
    for answer in sorted(answers, key=lambda answer: len(answer.explains)):
        relations = [id(graph.told[number].relation) for number in answer.explains]
        mine = [one for key in relations if (one := by_relation.pop(key, None)) is not None]
        right = _taken_for_right([other for other in answers if other is not answer], graph)
        cause, more = _cause(answer, mine, rest, graph, around, right) if mine else (None, [])
        if cause is not None:
            causes.append(cause)
            taken = {id(one) for one in (*mine, *more)}
            rest = [one for one in rest if id(one) not in taken]
    return causes, rest


def _taken_for_right(answers: Iterable[Answer], graph: Graph) -> frozenset[Node]:
    """Return the figures that an answer without another takes for right: they tell what its figure should be."""
    sure = [answer for answer in answers if answer.proven and not answer.others and graph.term(answer.fix) is not None]
    return frozenset(node for one in sure for number in one.explains for node in graph.edge(number).factors if node != one.fix)


def _cause(
    answer: Answer, mine: list[Evidence], rest: list[Evidence], graph: Graph, around: Surroundings, right: frozenset[Node]
) -> tuple[Cause | None, list[Evidence]]:
    """Return the cause an answer stands for, with what else it takes; None for a relation left unexplained."""
    fix = graph.fix(answer.fix)
    if graph.term(fix.nodes[0]) is not None:
        return _figure_cause(answer, mine, rest, graph, around, right)
    if fix.row is not None:
        gaps = dict(_row_gaps(answer, graph))
        more = [one for one in rest if _misses_row(one, fix.row[0], gaps)]
        names = dict.fromkeys(lack.name for one in more for lack in one.lacks if lack.name)
        title = _row_title(*fix.row, gaps, tuple(names), graph, around)
        return make_cause(title, _findings([*mine, *more])), more
    if fix.table:
        more = _about_table(fix.table, rest, around)
        return make_cause(_table_title(fix.table), _findings([*mine, *more])), more
    return (make_cause(_many_title(mine), _findings(mine)) if len(fix.nodes) > 1 else None), []


def _findings(evidence: Iterable[Evidence]) -> list[Finding]:
    return [one.finding for one in evidence]


# One figure


def _figure_cause(
    answer: Answer, mine: list[Evidence], rest: list[Evidence], graph: Graph, around: Surroundings, right: frozenset[Node]
) -> tuple[Cause, list[Evidence]]:
    found = _candidates(answer, graph, around)
    wrong = [one for one in found if one.node not in right or one.rank <= _SURE] or found
    figure = wrong[0].term.figure
    sure = len(found) == 1
    more = [one for one in rest if sure and one.relation is None and _names(one.finding, figure)]
    thin = wrong[0].rank > _SURE and _only_sum(answer, graph)
    certainty = _certainties(wrong, proven=answer.proven, thin=thin or len(wrong) < len(found), sure=_telling(answer, wrong))
    if _is_decisive(wrong):  # the others would need a chance that nothing speaks for
        wrong, certainty = wrong[:1], certainty[:1]
    repairs = tuple(_repair(one, level, graph) for one, level in zip(wrong, certainty, strict=True))
    title = _title(repairs, mine, thin=thin)
    told = [_tell_of(one, wrong[0], repairs[0]) for one in mine]
    return make_cause(title, [*told, *_findings(more)], repairs), more


def _tell_of(one: Evidence, wrong: Wrong, repair: Repair) -> Finding:
    """Return the finding so that it speaks of the figure its cause calls wrong: its place, what is printed, what is meant.

    A finding that shows the figure among its places stays as it is; it was about the side it took for wrong otherwise.
    """
    finding, money = one.finding, wrong.term.figure.money
    if repair.certainty not in ("certain", "likely") or wrong.fen is None or not wrong.exact or money is None:
        return finding
    if repair.place == Place() or repair.place in finding.places or one.relation is None or one.relation.sign != "=":
        return finding
    return structs.replace(
        finding,
        places=(repair.place, *finding.places[1:]),
        printed=f"{repair.printed.replace(',', '')}{repair.unit}",
        expected=f"{repair.proposed.replace(',', '')}{repair.unit}",
        difference=f"{print_money(Money(abs(money.fen - wrong.fen)), repair.unit)}{repair.unit}",
    )


def _names(finding: Finding, figure: Figure) -> bool:
    return any(one is figure or (one.place == figure.place and one.text == figure.text and one.place != Place()) for one in finding.figures)


def _candidates(answer: Answer, graph: Graph, around: Surroundings) -> list[Wrong]:
    """Return the figures that explain the answer's relations, the likeliest first."""
    fixes = [(answer.fix, True), *answer.others]
    found = [
        _wrong(node, answer.bounds[fix].get(node), graph, around, equal)
        for fix, equal in fixes
        for node in graph.fix(fix).nodes
        if graph.term(node) is not None
    ]
    return sorted(found, key=lambda one: (not one.equal, min(one.rank, _SURE + 1)))


def _only_sum(answer: Answer, graph: Graph) -> bool:
    """Return whether all that tells of the figure is one sum over rows, which may lack a row just as well."""
    relations = [graph.told[number].relation for number in answer.explains]
    return len(relations) == 1 and any(sign == -1 for _, _, sign in relations[0].sums) and head_of(relations[0]) is not None


def _telling(answer: Answer, wrong: Sequence[Wrong]) -> int:
    """Return the rank up to which a slip decides between the figures.

    Where a sum of prose is all there is and a digit of another figure would mend it too, a digit left out is mere chance.
    """
    alone = len(answer.explains) == 1 and not any(one.term.kind for one in wrong)
    return 0 if alone and any(one.slip is CHANGED for one in wrong[1:]) else _SURE


def _certainties(wrong: Sequence[Wrong], *, proven: bool, thin: bool, sure: int) -> list[Certainty]:
    if not proven:
        return ["open"] * len(wrong)
    if len(wrong) == 1:
        return ["likely" if thin else "certain"]
    first, second = wrong[0], wrong[1]
    leads = (first.equal and not second.equal) or first.rank <= sure < second.rank or _is_decisive(wrong)
    others: list[Certainty] = ["tied"] * (len(wrong) - 1)
    return ["likely" if leads else "tied", *others]


def _is_decisive(wrong: Sequence[Wrong]) -> bool:
    """Return whether the first alone is explained by a slip that chance hardly ever makes."""
    return len(wrong) > 1 and wrong[0].equal and wrong[0].exact and wrong[0].rank == 0 < min(one.rank for one in wrong[1:])


def _wrong(node: Node, bounds: Bounds | None, graph: Graph, around: Surroundings, equal: bool) -> Wrong:
    term = graph.terms[node]
    edges = [graph.edge(number) for number in graph.touching[node]]
    low = term.money.fen + bounds.low if bounds is not None and bounds.low is not None else None
    high = term.money.fen + bounds.high if bounds is not None and bounds.high is not None else None
    if low is None or high is None:
        return Wrong(node, term, None, low, high, False, None, equal)
    fen, slip, sure = _likeliest(term, (low, high), [edge for edge in edges if node in edge.factors], node, around)
    repeated = around.elsewhere(term).get(fen)
    if repeated is not None:
        slip = repeated if slip is None else Slip(slip.name, repeated.rank)
    return Wrong(node, term, fen, low, high, sure, slip, equal)


def _likeliest(
    term: Term, bounds: tuple[int, int], edges: Sequence[Edge], node: Node, around: Surroundings
) -> tuple[int, Slip | None, bool]:
    """Return the amount within the bounds that is most likely meant, the slip it explains, and whether it is sure.

    An amount that another place repeats comes first, then one that a slip explains, then what the narrowest relation
    has in its middle.
    """
    near = around.near(term)
    step = term.money.slack or 1
    first, last = -(-bounds[0] // step), bounds[1] // step
    middle = _middle(term, edges, node)
    if not 0 <= last - first <= _TRIED:
        exact = round(middle)
        if bounds[0] <= exact <= bounds[1] and (slip := name_slip(term.figure, Money(exact), near)) and slip.rank <= _SURE:
            return exact, slip, True
        fen = min(max(round(middle / step) * step, bounds[0]), bounds[1])
        return fen, name_slip(term.figure, Money(fen), near), False
    copies = {term.money.fen - _gap(edge, node) for edge in edges if _is_copy(edge)} | around.elsewhere(term).keys()

    def worth(one: tuple[int, Slip | None]) -> tuple[bool, int, float]:
        return one[0] not in copies, one[1].rank if one[1] is not None else _NONE, abs(one[0] - middle)

    amounts = [(fen, name_slip(term.figure, Money(fen), near)) for fen in range(first * step, last * step + 1, step)]
    fen, slip = min(amounts, key=worth)
    return fen, slip, len(amounts) == 1 or fen in copies or (slip is not None and slip.rank <= _SURE)


def _is_copy(edge: Edge) -> bool:
    relation = edge.told.relation
    return relation.sign == "=" and len(relation.left) == len(relation.right) == 1 and abs(relation.left[0].factor) == 1


def _gap(edge: Edge, node: Node) -> int:
    """Return how far the relation is off by this figure, in 分."""
    assert edge.low is not None and edge.high is not None
    return -(edge.low + edge.high) // (2 * edge.factors[node])


def _middle(term: Term, edges: Sequence[Edge], node: Node) -> float:
    """Return the amount that the narrowest relation has in its middle."""
    widths = [(edge.high - edge.low, _gap(edge, node)) for edge in edges if edge.low is not None and edge.high is not None]
    return term.money.fen - min(widths)[1] if widths else term.money.fen


def _repair(wrong: Wrong, certainty: Certainty, graph: Graph) -> Repair:
    figure = wrong.term.figure
    told = sorted((graph.told[number] for number in graph.touching[wrong.node]), key=lambda one: one.relation.holds)
    return Repair(
        name=name_cell(wrong.term),
        place=figure.place,
        printed=figure.text,
        proposed="" if wrong.fen is None else _print_like(figure, wrong.fen),
        unit=figure.unit,
        low="" if wrong.exact or wrong.low is None else _print_like(figure, wrong.low),
        high="" if wrong.exact or wrong.high is None else _print_like(figure, wrong.high),
        slip=wrong.slip.name if wrong.slip is not None else Bilingual("", ""),
        certainty=certainty,
        ties=tuple(Tie(one.rule, say_relation(one.relation), one.relation.holds) for one in told[:_TOLD]),
    )


def _print_like(figure: Figure, fen: int) -> str:
    """Return the amount as the figure is printed: with its thousands marks, and without decimals where it has none."""
    text = print_money(Money(fen), figure.unit)
    if "." not in figure.text:
        text = text.removesuffix(".00")
    whole, point, decimals = text.partition(".")
    return f"{int(whole):,}{point}{decimals}" if "," in figure.text and whole.strip("-0") else text


def _title(repairs: Sequence[Repair], mine: list[Evidence], *, thin: bool) -> Bilingual:
    if repairs[0].certainty in ("certain", "likely"):
        if thin:
            return shorten(say_repair(repairs[0]), Bilingual("，或者漏印、多印了一行", ", or a row is missing or printed twice"))
        likely = Bilingual("（很可能）", " (most likely)") if repairs[0].certainty == "likely" else Bilingual("", "")
        return shorten(say_repair(repairs[0]), likely)
    if repairs[0].certainty == "open":
        return shorten(mine[0].headline, Bilingual("（时间到了，没有查完是哪一格）", " (out of time before the wrong cell was found)"))
    if len(repairs) <= _NAMED and (title := _any_of(repairs)) is not None:
        return title
    headline = mine[0].headline
    number = len(repairs)
    return shorten(headline, Bilingual(f"（{number} 个数都可能印错，说不准是哪一个）", f" (any of {number} figures may be wrong)"))


def _any_of(repairs: Sequence[Repair]) -> Bilingual | None:
    """Return that one of the figures is wrong, by their names; None where these are too long for a headline."""
    zh, en = "、".join(one.name.zh for one in repairs), "; ".join(one.name.en for one in repairs)
    title = Bilingual(f"{zh}有一处印错，说不准是哪一处", f"One of these is wrong, it cannot be told which: {en}")
    return title if title == shorten(title) else None


def say_repair(repair: Repair) -> Bilingual:
    """Return the repair as a sentence without its end: 表“行”行“列”栏印作 4261.38，应为 4216.38万元（两位数字颠倒）."""
    reads, reads_en = _how_read(repair.place)
    zh, en = f"{repair.name.zh}{reads} {repair.printed}", f"{repair.name.en} {reads_en} {repair.printed}"
    if not repair.proposed:
        return Bilingual(zh, en)
    between = repair.low and repair.high and repair.low != repair.high
    slip = [repair.slip.zh, repair.slip.en] if repair.slip.zh else ["", ""]
    zh_notes = "，".join(filter(None, (slip[0], f"{repair.low}～{repair.high} 都说得通" if between else "")))
    en_notes = ", ".join(filter(None, (slip[1], f"{repair.low} to {repair.high} would do" if between else "")))
    zh += f"，应{'约' if between else ''}为 {repair.proposed}{repair.unit}" + (f"（{zh_notes}）" if zh_notes else "")
    en += f", should be {'about ' if between else ''}{repair.proposed} {repair.unit}" + (f" ({en_notes})" if en_notes else "")
    return Bilingual(zh, en)


def _how_read(place: Place) -> tuple[str, str]:
    """Return the verb, in Chinese and English: what was recognised from a picture may not be what is printed."""
    if is_unsure(place):
        return "可能误识为", "may be misread as"
    return ("印作", "is printed") if place.confidence is None else ("识别作", "is recognised as")


# A row left out or printed twice


def _row_title(
    kind: str, row: str, gaps: dict[str, int], names: Sequence[str], graph: Graph, around: Surroundings
) -> Bilingual:
    """Return what the columns of a head miss. names: of rows that are known to be missing."""
    unit = next((term.figure.unit for term in graph.terms if term.kind == kind), "万元")
    shown = {column: print_money(Money(abs(fen)), unit) + unit for column, fen in gaps.items()}
    zh = "、".join(f"“{column}”栏相差 {gap}" for column, gap in shown.items())
    en = ", ".join(f"“{english_column(kind, column)}” by {gap}" for column, gap in shown.items())
    guess = _guess(kind, gaps, names, around)
    return Bilingual(
        f"{kind}“{row}”行与其下各行之和不合（{zh}）：{guess.zh}",
        f"{say_kind(kind).en}, row “{row}” is not the sum of the rows below it ({en}): {guess.en}",
    )


def _misses_row(one: Evidence, kind: str, gaps: dict[str, int]) -> bool:
    """Return whether the finding is that rows of the table are missing, and their amount, if known, is what a column lacks."""
    if one.relation is not None or not any(lack.kind == kind for lack in one.lacks) or any(fen < 0 for fen in gaps.values()):
        return False
    amounts = [lack.amount for lack in one.lacks if lack.amount is not None]
    return not amounts or any(agree(amount, Money(fen, amount.slack)) for amount in amounts for fen in gaps.values())


def _row_gaps(answer: Answer, graph: Graph) -> Iterator[tuple[str, int]]:
    """Yield each column that fails, with what its rows lack; what they have too much is below zero."""
    for number in answer.explains:
        edge = graph.edge(number)
        for node in graph.fix(answer.fix).nodes:
            if node in edge.factors and len(edge.told.relation.kinds) == 1 and edge.low is not None and edge.high is not None:
                yield graph.column_of(node), -(edge.low + edge.high) // 2


def _guess(kind: str, gaps: dict[str, int], names: Sequence[str], around: Surroundings) -> Bilingual:
    if len(names) == 1:
        return Bilingual(f"漏印了“{names[0]}”一行", f"the row “{names[0]}” is missing")
    if gaps and all(fen > 0 for fen in gaps.values()):
        return Bilingual("可能漏印了一行，或有一行印错", "a row may be missing, or one is wrong")
    twin = around.row_of(kind, {column: -fen for column, fen in gaps.items()})
    if twin:
        return Bilingual(f"可能把“{twin}”行印重了", f"the row “{twin}” may be printed twice")
    return Bilingual("可能漏印、多印或印错了一行", "a row may be missing, printed twice or wrong")


# A whole table, or a whole column


def _about_table(kind: str, evidence: list[Evidence], around: Surroundings) -> list[Evidence]:
    """Return what else was found that the table's figures, or rows it lacks, take part in (an impossible wage a head)."""
    views = around.views.get(kind, ())
    own = {id(figure) for view in views for row in view.table.rows for figure in row.figures.values()}
    return [
        one
        for one in evidence
        if one.relation is None
        and (any(lack.kind == kind for lack in one.lacks) or any(id(figure) in own for figure in one.finding.figures))
    ]


def _table_title(kind: str) -> Bilingual:
    return Bilingual(
        f"{kind}自身相符，却与其他各表都不合，多半是另一口径或另一版本的数",
        f"“{say_kind(kind).en}” ties within itself but with no other table: most likely it covers a single unit,"
        " another scope or another version",
    )


def _many_title(evidence: list[Evidence]) -> Bilingual:
    kinds = evidence[0].relation.kinds if evidence[0].relation is not None else ()
    english = ", ".join(f"“{say_kind(kind).en}”" for kind in kinds if kind_of(kind))
    return Bilingual(
        f"{'、'.join(filter(kind_of, kinds))}有 {len(evidence)} 处同样不合，多半是整列错位、漏印或口径不同",
        f"{english}: the same relation fails in {len(evidence)} places, most likely a column is out of place, missing or"
        " of another scope",
    )
