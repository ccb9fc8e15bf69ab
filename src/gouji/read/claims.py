"""The figures of running text → claims and counts: a general grammar of amounts, shares, changes and rates.

In: passages of one section and its kind. Out: every amount, share, change and rate as part of a `Claim`, and every
number of things as a `Count`, in printed order. Known names give a claim its topic and the table cell it repeats
(layouts/narrative.yaml); what nobody knows is read all the same, with topic "".

The grammar goes by the words between two figures. `公务接待费0.80万元，与上年相比减少0.10万元，下降11.11%，主要原因是…`
is one claim: the words before the first amount are its subject, an amount after a direction word is its change, a
percentage after one its rate, a percentage after 占 its share. After 其中： the statement before is divided; a change
printed behind the parts belongs to the whole when it cannot belong to the last part.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Literal

from msgspec import Struct, structs

from gouji.layouts.phrases import Meaning, any_of, direction, fold, load_phrases, meaning
from gouji.model.disclosure import Claim, Count, Figure, Quantity
from gouji.model.money import at_most, read_money
from gouji.model.place import Place
from gouji.read.prose import MARK, Passage

NOWHERE = Place()
Kind = Literal["amount", "percent", "count", "flat"]

_WIDE = str.maketrans("０１２３４５６７８９．％－", "0123456789.%-")
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3})")
_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_STOP = re.compile(r"[，。；：！？,;:\n]")
_SENTENCE = re.compile(r"[。；;！？\n]")
_YEARS = re.compile(r"20\d\d(?=年)")


class Fact(Struct, frozen=True):
    """One figure in a text. kind: what it is; start, end: where it stands, unit included.

    number: the number as printed. unit: 元, 万元 …; "%"; what it counts. A flat fact (与上年持平) has only its word.
    inner: a number of things that is part of the subject of the next amount (等三家行政单位机关运行经费…万元).
    """

    kind: Kind
    start: int
    end: int
    number: str
    unit: str
    inner: bool = False


class _Grammar(Struct, frozen=True):
    """The expressions built from the words of narrative.yaml."""

    fact: re.Pattern[str]
    moves: re.Pattern[str]  # a direction word at the end of what stands before a figure
    share: re.Pattern[str]
    divides: re.Pattern[str]
    reason: re.Pattern[str]
    goes_on: re.Pattern[str]
    lists: re.Pattern[str]
    pronoun: re.Pattern[str]
    counted_verbs: re.Pattern[str]
    counted_ends: re.Pattern[str]
    reason_lists: dict[str, re.Pattern[str]]


_NUMBER = r"(?:(?<!\d)\d{1,3}(?:[ \u3000]\d{3}(?!\d))+|\d+)(?:[ \u3000]?[,.][ \u3000]?\d+)*"
_UNIT = r"亿\s?元|百万元|千元|万\s?元|元|[万亿](?=\s*(?:[，。；、,;）)]|$))"


@cache
def _grammar() -> _Grammar:
    words = load_phrases().words
    directions = words.directions
    moves = "|".join(sorted((*directions["up"], *directions["down"]), key=len, reverse=True))
    flat = "|".join(sorted((*directions["about"], *directions["flat"]), key=len, reverse=True))
    counted = "|".join(map(re.escape, words.counted))
    return _Grammar(
        fact=re.compile(
            rf"(?<![\d.])(?<!\d,)(?P<number>(?:(?<![\d)）年月日])-)?{_NUMBER})\s*"
            rf"(?:(?P<unit>{_UNIT})|(?P<percent>%|个百分点)|(?P<counted>{counted})(?![月年]))"
            rf"|(?:(?<={')|(?<='.join(map(re.escape, words.counted_after))}))"
            rf"(?P<numeral>[一二两三四五六七八九十]{{1,3}})(?P<of>{counted})"
            rf"|(?P<flat>{flat})"
        ),
        # 增加（减少）: a template nobody has filled in; the word as printed points nowhere.
        moves=re.compile(rf"(?P<word>(?:{moves})(?:[（(/](?:{moves})[）)]?)?)(?:了|率|幅度|幅|额|数|金额|资金|比例|约|为|达|近|到|各|[ 　])*$"),
        share=re.compile(
            rf"(?P<verb>{'|'.join(words.shares)})(?P<whole>[^占]*?)(?:的)?(?:比例|比重|百分比|比)?(?:约|为|是|达|[ 　])*$"
        ),
        divides=re.compile("|".join(sorted(words.divides, key=len, reverse=True))),
        reason=re.compile(_printed(words.reasons.open)),
        goes_on=re.compile(rf"\s*(?:{_printed(words.reasons.goes_on)})"),
        lists=re.compile(rf"[，,。；;：:]?\s*(?:{'|'.join(sorted(words.lists, key=len, reverse=True))})[：:]?(?P<names>[^。；;\n]+)"),
        pronoun=re.compile(rf"(?:{any_of(words.pronouns)})$"),
        counted_verbs=re.compile(rf"(?:{'|'.join(sorted(words.counted_verbs, key=len, reverse=True))}|[ 　])+$"),
        counted_ends=re.compile("|".join(words.counted_ends)),
        reason_lists={topic: re.compile(_printed(names)) for topic, names in words.reasons.lists.items()},
    )


def _printed(names: Sequence[str]) -> str:
    """Return the expression for names in running text, where colons keep their printed width."""
    return re.sub(r"(?<!\?):", "[：:]", any_of(names))


# Figures


def find_facts(text: str, begin: int = 0, end: int | None = None) -> Iterator[Fact]:
    """Yield every amount, percentage, number of things and word of sameness in half-width text, in printed order."""
    for match in _grammar().fact.finditer(text, begin, len(text) if end is None else end):
        if match["flat"]:
            yield Fact("flat", match.start(), match.end(), "", match["flat"])
        elif match["numeral"]:
            yield Fact("count", match.start(), match.end(), match["numeral"], match["of"])
        elif match["unit"]:
            if not _is_threshold(text, match.end()):
                yield Fact("amount", match.start(), match.end(), match["number"], _unit(match["unit"]))
        elif match["percent"]:
            yield Fact("percent", match.start(), match.end(), match["number"], match["percent"])
        else:
            yield Fact("count", match.start(), match.end(), match["number"], match["counted"])


def find_amounts(text: str, place: Place = NOWHERE) -> tuple[Figure, ...]:
    """Return the amounts of money printed in a text, in order. Thresholds (价值50万元以上) are not amounts."""
    return tuple(_figure(fact, place) for fact in find_facts(half_width(text)) if fact.kind == "amount")


def half_width(text: str) -> str:
    """Return the text with half-width digits, each character in its place."""
    if text.isascii():
        return text
    return _WIDE_COMMA.sub(",", text).translate(_WIDE)


def _unit(printed: str) -> str:
    unit = "".join(printed.split())
    return unit if unit.endswith("元") else unit + "元"


def _is_threshold(text: str, end: int) -> bool:
    return bool(_THRESHOLD.match(text, end))


_THRESHOLD = re.compile(r"\s*(?:[（(][^）)]{1,6}[）)])?\s*(?:及|含)?(?:以上|以下|以内)")


def _figure(fact: Fact, place: Place) -> Figure:
    state, money = read_money(fact.number, fact.unit)
    return Figure(fact.number, state, fact.unit, money, place)


def _quantity(fact: Fact) -> Quantity | None:
    number = "".join(fact.number.replace(",", "").split())
    if number.count(".") > 1:
        return None
    decimals = len(number.partition(".")[2])
    return Quantity(f"{fact.number}{fact.unit}", Decimal(number), Decimal(1).scaleb(-decimals), fact.unit)


def whole_number(text: str) -> int | None:
    """Return the whole number that digits or Chinese numerals up to 九十九 stand for, None for anything else."""
    plain = "".join(text.replace(",", "").split())
    if plain.isdigit():
        return int(plain)
    tens, ten, ones = plain.rpartition("十")
    if ten and (not tens or tens in _NUMERALS) and (not ones or ones in _NUMERALS):
        return 10 * (_NUMERALS[tens] if tens else 1) + (_NUMERALS[ones] if ones else 0)
    return _NUMERALS.get(plain)


# Reading


def read_claims(passages: Sequence[Passage], kinds: Sequence[str | None]) -> tuple[tuple[Claim, ...], tuple[Count, ...]]:
    """Return all claims and counts of a section's passages, in printed order.

    kinds: for each passage the section kind whose phrases hold in it (a subheading may change it).
    """
    years = [int(year) for passage in passages for year in _YEARS.findall(half_width(passage.text))]
    reader = _Reader(latest=max(years, default=0))
    for passage, kind in zip(passages, kinds, strict=True):
        reader.read(passage, kind)
    for draft in reader.drafts:
        _settle(draft)
    return tuple(draft.claim() for draft in reader.drafts), tuple(reader.counts)


@dataclass(slots=True)
class _Draft:
    """A claim while its sentence is being read. begin, end: its clause in the passage."""

    passage: Passage
    subject: str
    begin: int
    end: int
    meaning: Meaning
    whole: "_Draft | None" = None  # the statement it is a part of
    rival: "_Draft | None" = None  # the claim that its change may belong to instead
    amount: Figure | None = None
    share: Quantity | None = None
    of_what: str = ""
    change: Figure | None = None
    growth: Quantity | None = None
    direction: str = ""
    growth_direction: str = ""
    reason: str = ""

    @property
    def compared(self) -> bool:
        """Whether the claim is compared with the year before."""
        return bool(self.change or self.growth or self.direction)

    def has(self, kind: Kind) -> bool:
        """Return whether a change (amount), rate (percent) or word of sameness (flat) is already taken."""
        return self.compared if kind == "flat" else (self.change if kind == "amount" else self.growth) is not None

    def set_change(self, fact: Fact, word: str, passage: Passage) -> None:
        """Take a change, a rate or a word of sameness, with its direction word."""
        if fact.kind == "amount":
            self.change = _figure(fact, passage.place_at(fact.start))
        elif fact.kind == "percent":
            self.growth = _quantity(fact)
            self.growth_direction = word
        self.direction = self.direction or word

    def claim(self) -> Claim:
        """Return the finished claim."""
        return Claim(
            subject=self.subject,
            sentence=self.passage.text[self.begin : self.end],
            place=(self.amount or self.change or self).place,
            topic=self.meaning.topic,
            address=self.meaning.address if self.amount else None,
            amount=self.amount,
            share=self.share,
            of_what=self.of_what,
            change=self.change,
            growth=self.growth,
            direction=self.direction,
            reason=self.reason,
            growth_direction=self.growth_direction,
        )

    @property
    def place(self) -> Place:
        """Where the clause begins."""
        return self.passage.place_at(self.begin)


_Stated = _Draft | Count | None


@dataclass(slots=True)
class _Reader:
    """Reads passage after passage; remembers what the next words may refer to."""

    latest: int  # the latest year the section speaks of: a subject of an earlier one repeats no cell of this budget
    drafts: list[_Draft] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    kind: str | None = None
    top: _Stated = None  # what 其中 in a new sentence divides: the last statement that is no part of another
    last: _Stated = None  # what 其中 in the same sentence divides
    scope: _Stated = None  # the statement being divided
    scoped: bool = False
    current: _Draft | None = None  # what a change, share or reason refers to
    counted: Count | None = None  # what 涉及金额 refers to

    def read(self, passage: Passage, kind: str | None) -> None:
        """Read one passage."""
        self.kind, self.last, self.current, self.counted = kind, None, None, None
        self.scope, self.scoped = None, False
        text = half_width(passage.text)
        mark = MARK.match(text)
        position = mark.end() if mark and "其中" not in mark[0] else 0
        while opening := _grammar().reason.search(text, position):
            self._statements(passage, text, position, opening.start())
            position = opening.end()
            if "因" in opening[0] or (self.current is not None and self.current.compared):
                position = self._reason(passage, text, opening)
        self._statements(passage, text, position, len(text))

    # Statements

    def _statements(self, passage: Passage, text: str, begin: int, end: int) -> None:
        previous = begin
        for fact in _own_facts(text, begin, end):
            gap = text[previous : fact.start]
            self._follow(gap)
            offset, words = last_words(gap)
            if self._take(passage, text, words, previous + offset, fact):
                previous = fact.end
        self._follow(text[previous:end])

    def _follow(self, gap: str) -> None:
        """Take note of the sentences and divisions that end or begin between two figures."""
        end = max((match.end() for match in _SENTENCE.finditer(gap)), default=0)
        full_stop = "。" in gap
        if full_stop:
            self.scope, self.scoped = None, False
        if end:
            self.counted = None
        if _grammar().divides.search(gap, end):
            self.scope = self.top if full_stop or self.last is None else self.last
            self.scoped = True

    def _take(self, passage: Passage, text: str, words: str, begin: int, fact: Fact) -> bool:
        """Take one figure and the words before it; return whether it said anything."""
        grammar = _grammar()
        if fact.kind == "count":
            return self._count(passage, text, words, fact)
        if fact.kind == "flat":
            return self._compare(passage, words, begin, fact, fact.unit)
        if fact.kind == "percent" and (shared := grammar.share.search(words)):
            return self._share(passage, words, begin, fact, shared)
        if moved := grammar.moves.search(words):
            return self._compare(passage, words[: moved.start()], begin, fact, moved["word"])
        return fact.kind == "amount" and self._amount(passage, text, words, begin, fact)

    def _amount(self, passage: Passage, text: str, words: str, begin: int, fact: Fact) -> bool:
        offset, subject = _tidy_subject(words)
        if self.counted is not None and (not subject or _grammar().pronoun.fullmatch(fold(subject))):
            subject = self.counted.subject
        draft = self._awaiting(subject) or self._open(passage, subject, begin + offset, fact)
        draft.amount = _figure(fact, passage.place_at(fact.start))
        draft.end = max(draft.end, _clause_end(passage.text, fact.end))
        if draft.meaning.list:
            self._list(passage, text, draft, fact.end)
        return True

    def _awaiting(self, subject: str) -> _Draft | None:
        """Return the claim whose amount stands in a sentence of its own (公务接待费较上年持平。2024年预算安排0万元)."""
        draft = self.current
        if draft is None or draft.amount is not None or not _PLANNED.fullmatch(subject):
            return None
        return None if (year := _YEARS.search(subject)) and int(year[0]) < self.latest else draft

    def _open(self, passage: Passage, subject: str, begin: int, fact: Fact) -> _Draft:
        """Begin a claim about the subject."""
        whole = self.scope if isinstance(self.scope, _Draft) else None
        draft = _Draft(passage, subject, begin, _clause_end(passage.text, fact.end), self._mean(subject), whole)
        self.drafts.append(draft)
        self.current = draft
        self._state(draft)
        return draft

    def _state(self, stated: "_Draft | Count") -> None:
        self.last = stated
        if not self.scoped:
            self.top = stated

    def _mean(self, subject: str) -> Meaning:
        under = self.scope if self.scoped else None
        topic = under.meaning.topic if isinstance(under, _Draft) else under.topic if under is not None else ""
        known = meaning(subject, self.kind, topic)
        year = _YEARS.search(subject)
        if known.address is not None and year and int(year[0]) < self.latest:
            return Meaning(known.topic, None, known.list)
        return known

    # Changes, rates, shares

    def _compare(self, passage: Passage, words: str, begin: int, fact: Fact, word: str) -> bool:
        """Take a change, a rate or a word of sameness (与上年持平)."""
        own, compared = _compared_subject(words)
        if fact.kind == "flat" and not compared:
            return False
        target = self._target(own)
        if target is None or (own and not _same_subject(own, target.subject)) or target.has(fact.kind):
            subject = own or (target.subject if target is not None else "")
            if not subject or (fact.kind == "flat" and not own):
                return False
            target = self._open(passage, subject, begin + max(words.find(own), 0), fact)
        elif target is self.current:
            target = self._whole_or_part(target)
        target.set_change(fact, word, passage)
        target.end = max(target.end, _clause_end(passage.text, fact.end))
        self.current = target
        return True

    def _target(self, own: str) -> _Draft | None:
        """Return the claim that a comparison, with these words of its own, may refer to."""
        current = self.current
        if own and current is not None and current.whole is not None and not _same_subject(own, current.subject):
            whole = current.whole
            return whole if whole.passage is current.passage and _same_subject(own, whole.subject) else current
        return current

    def _whole_or_part(self, part: _Draft) -> _Draft:
        """Return the claim that a change printed behind the parts of a statement belongs to.

        Behind several parts without changes of their own it belongs to the whole. The other one stays its rival until
        the rate is known.
        """
        whole = part.whole
        if whole is None or whole.compared or whole.passage is not part.passage or part.compared:
            return part
        between = part.passage.text[whole.begin : part.end]
        if "。" in between:
            return part
        siblings = [draft for draft in self.drafts if draft.whole is whole]
        listed = len(siblings) > 1 and not any(draft.compared for draft in siblings)
        target, rival = (whole, part) if listed and not _SENTENCE.search(between) else (part, whole)
        target.rival = rival
        return target

    def _share(self, passage: Passage, words: str, begin: int, fact: Fact, shared: re.Match[str]) -> bool:
        offset, subject = _tidy_subject(words[: shared.start()])
        draft = self.current
        if subject and (draft is None or draft.share is not None or not _same_subject(subject, draft.subject)):
            draft = self._open(passage, subject, begin + offset, fact)
        if draft is None or draft.share is not None:
            return False
        draft.share = _quantity(fact)
        draft.of_what = shared["whole"].strip()
        draft.end = max(draft.end, _clause_end(passage.text, fact.end))
        return True

    # Numbers of things, lists of names

    def _count(self, passage: Passage, text: str, words: str, fact: Fact) -> bool:
        value = whole_number(fact.number)
        if value is None:
            return False
        subject = counted_subject(words, text, fact)
        count = Count(subject, value, passage.place_at(fact.start), self._mean(subject).topic)
        self.counts.append(count)
        if fact.inner:
            return False
        self.counted = count
        self._state(count)
        return True

    def _list(self, passage: Passage, text: str, draft: _Draft, end: int) -> None:
        """Read the names printed after 主要包括."""
        match = _grammar().lists.match(text, end)
        if match is None or next(find_facts(match["names"]), None):
            return
        place = passage.place_at(match.start("names"))
        self.counts.append(Count(draft.subject, None, place, draft.meaning.list, split_names(match["names"])))

    # Reasons

    def _reason(self, passage: Passage, text: str, opening: re.Match[str]) -> int:
        """Read the reason that opens here; return where it ends."""
        end = _reason_end(text, opening.end())
        target = self.current
        if target is not None:
            between = text[target.end : opening.start()]
            if len(between) <= _NEAR and not re.search(r"。[^；;，,。 　]", between):
                target.reason = passage.text[opening.end() : end].strip(" 　。；;，,")
                target.end = end
        self._reason_facts(passage, text, opening.end(), end)
        return end

    def _reason_facts(self, passage: Passage, text: str, begin: int, end: int) -> None:
        """Read the figures in a reason: the items it lists, and whatever else it names."""
        lists = ((topic, sign.search(text, begin, end)) for topic, sign in _grammar().reason_lists.items())
        topic, listed = next(((topic, match.end()) for topic, match in lists if match), ("", end))
        previous = begin
        for fact in _own_facts(text, begin, end):
            if fact.start >= listed > previous:
                previous = listed
            offset, words = last_words(text[previous : fact.start])
            if fact.kind == "amount":
                self._reason_amount(passage, words, previous + offset, fact, topic if fact.start >= listed else "原因")
            elif fact.kind == "count" and fact.start < listed:
                subject = counted_subject(words, text, fact)
                self.counts.append(Count(subject, whole_number(fact.number), passage.place_at(fact.start), "原因"))
            else:
                continue
            previous = fact.end

    def _reason_amount(self, passage: Passage, words: str, begin: int, fact: Fact, topic: str) -> None:
        moved = _grammar().moves.search(words)
        offset, subject = _tidy_subject(words[: moved.start()] if moved else words)
        end = _clause_end(passage.text, fact.end)
        draft = _Draft(passage, subject or words, begin + offset, end, Meaning(topic))
        figure = _figure(fact, passage.place_at(fact.start))
        if moved and subject:
            draft.change, draft.direction = figure, moved["word"]
        else:
            draft.amount = figure
        self.drafts.append(draft)


# What stands before a figure

_OPEN_BRACKET = re.compile(r"[（(](?=[^（()）]*$)")
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]")
_LEADING = re.compile(r"^(?:[、，,\s]|[（(][一二三四五六七八九十\d]{1,2}[)）]、?|其中|以及|另外|另有|此外|同时|并且|和|及|即)+")
_TRAILING = re.compile(r"(?:[均各]?(?:为|是|达到|达|约|共计|(?<!公)共|(?<![总合统预])计)|[\s])+$")
_COMPARED = re.compile(
    r"(?:与|比|较|同|和|相较|对比)\s*(?:于)?\s*(?:上一?年度?|去年|前一?年|20\d\d\s*年度?|同期|年初|往年|上期)|同比|环比"
)
_FILLER = re.compile(
    r"(?:（[^）]*）|\([^)]*\)|预算|决算|执行|当年|年初|批复|完成|支出|收入|安排|经费|财政拨款|总额|金额|资金|相比|比较|"
    r"增减相抵后|基础上|同期|同口径|口径|总体|共计|大幅|有所|保持|[数额共各略有净均也约度，,\s])*"
)
_EMPHASIS = re.compile(r"(?:[各均净共略有也]|总体|大幅|有所|预计|合计|保持)+$")
_PLANNED = re.compile(r"(?:20\d\d年度?|本年|当年)?(?:预算|计划)?安排(?:数|金额)?")
_NEAR = 15  # characters that may stand between a figure and the reason given for it


def _own_facts(text: str, begin: int, end: int) -> list[Fact]:
    """Return the facts in a stretch of text, without the numbers of things that are part of an item's name.

    In `2024年10个派出所取暖费296,261.75元` the ten stations belong to the name of the item.
    """
    words = load_phrases().words
    following: int | None = None
    own: list[Fact] = []
    for fact in reversed(list(find_facts(text, begin, end))):
        if fact.kind == "count" and following is not None and _in_name(text[fact.end : following]):
            if fact.unit in words.counted_owners or not fact.number.isdigit():
                own.append(structs.replace(fact, inner=True))
            continue
        own.append(fact)
        following = fact.start if fact.kind == "amount" else None
    own.reverse()
    return own


def _in_name(between: str) -> bool:
    """Return whether the words between a count and an amount make both one name."""
    return bool(between.strip()) and not _STOP.search(between) and not _grammar().counted_ends.fullmatch(between)


def last_words(gap: str) -> tuple[int, str]:
    """Return the words directly before a figure, back to the last stop, and where in the gap they begin."""
    masked = _BRACKETED.sub(lambda match: "·" * len(match[0]), gap)
    stops = [match.end() for match in _STOP.finditer(masked)]
    start = stops[-1] if stops else 0
    if stops and not gap[start:].strip() and masked[start - 1] in "：:":
        start = stops[-2] if len(stops) > 1 else 0
        return start, gap[start : stops[-1] - 1]
    if bracket := _OPEN_BRACKET.search(gap, start):
        start = bracket.end()
    divided = max((match.end() for match in _grammar().divides.finditer(gap, start)), default=start)
    if gap[divided:].strip():
        start = divided
    return start, gap[start:]


def _tidy_subject(words: str) -> tuple[int, str]:
    """Return where the subject begins in the words, and the subject without linking words around it."""
    leading = _LEADING.match(words)
    start = leading.end() if leading else 0
    return start, _TRAILING.sub("", words[start:])


def _compared_subject(words: str) -> tuple[str, bool]:
    """Return the subject a comparison names itself ("" if none), and whether it names the year it compares with.

    words: what stands before the direction word: `公务接待费比上年`, `与上年相比预算数`, `收、支预算总计各`.
    """
    compared = _COMPARED.search(words)
    before = words[: compared.start()] if compared else words
    after = words[compared.end() :] if compared else ""
    own = _tidy_subject(_EMPHASIS.sub("", before))[1]
    if _FILLER.fullmatch(own):
        own = ""
    if not own and not _FILLER.fullmatch(after):
        filler = _FILLER.match(after)
        own = _EMPHASIS.sub("", after[filler.end() if filler and filler.end() < 4 else 0 :]).strip(" 　，,")
        own = re.sub(r"^相比", "", own)
    return own, compared is not None


def _same_subject(own: str, subject: str) -> bool:
    """Return whether the words may name the subject again, shortened."""
    return set(own) - _WEAK <= set(subject) | _WEAK


_WEAK = frozenset("的总计合数额、，“” 　")


def counted_subject(words: str, text: str, fact: Fact) -> str:
    """Return what a number of things counts: the words before it, or those after it where only the owner stands before."""
    grammar = _grammar()
    before = _tidy_subject(words)[1]
    if not before.endswith(load_phrases().words.counted_keeps):
        before = grammar.counted_verbs.sub("", before)
    after = _COUNTED.match(text, fact.end)
    name = after[0].strip() if after else ""
    if not name:
        return before or words.strip()
    several = words.rstrip().endswith(_SEVERAL)
    if before and not several and not load_phrases().opening.fullmatch(fold(before)):
        return before
    end = grammar.counted_ends.search(name)
    return name[: end.end()] if end else name


_SEVERAL = "等"  # A、B等20个处室: the names before are those counted, not what they are
_COUNTED = re.compile(r"[^\d，。；、：,;:（()）]{1,14}")


def split_names(text: str) -> tuple[str, ...]:
    """Return the names of a list (A、B、C等)."""
    names = _NAMES.split(_BRACKETED.sub(lambda match: match[0].translate(_HIDE), text))
    plain = (name.translate(_SHOW).strip(" 　“”\"") for name in names)
    return tuple(name for name in (_AND_SO_ON.sub("", name) for name in plain) if name)


_NAMES = re.compile(r"[、，,]")
_HIDE, _SHOW = str.maketrans("、，,", "\ue000\ue001\ue002"), str.maketrans("\ue000\ue001\ue002", "、，,")
_AND_SO_ON = re.compile(r"等(?:支出|费用|方面|项目|经费)?$")


def _clause_end(text: str, position: int) -> int:
    stop = _CLAUSE.search(text, position)
    return stop.start() if stop else len(text)


_CLAUSE = re.compile(r"[，。；：！？,;:、\n]")


def _reason_end(text: str, begin: int) -> int:
    """Return where the sentence of a reason ends; a semicolon ends it unless the reason is numbered on (二是 …)."""
    for stop in _SENTENCE.finditer(text, begin):
        if stop[0] in "；;" and _grammar().goes_on.match(text, stop.end()):
            continue
        return stop.start()
    return len(text)


# A change printed behind the parts of a statement


def _settle(draft: _Draft) -> None:
    """Give the change to the rival when only the rival can have changed like that."""
    rival = draft.rival
    if rival is None or rival.compared or draft.change is None:
        return
    fits, rival_fits = _fits(draft, draft), _fits(rival, draft)
    if (rival_fits and fits is False) or (_possible(draft, draft) is False and _possible(rival, draft) and not fits):
        for name in ("change", "growth", "direction", "growth_direction", "reason"):
            setattr(rival, name, getattr(draft, name))
        draft.change, draft.growth, draft.direction, draft.growth_direction, draft.reason = None, None, "", "", ""
        rival.end = max(rival.end, draft.end)


def _possible(draft: _Draft, changed: _Draft) -> bool | None:
    """Return whether the draft's amount can have grown by the change: it is at least as large."""
    if draft.amount is None or draft.amount.money is None or changed.change is None or changed.change.money is None:
        return None
    return direction(changed.direction) != "up" or at_most(changed.change.money, draft.amount.money)


def _fits(draft: _Draft, changed: _Draft) -> bool | None:
    """Return whether the draft's amount, the change and the rate belong together; None when that cannot be told."""
    if not _possible(draft, changed) or changed.growth is None:
        return None
    amount, change = draft.amount, changed.change
    assert amount is not None and amount.money is not None and change is not None and change.money is not None
    sign = -1 if direction(changed.direction) == "down" else 1
    base = amount.money.fen - sign * change.money.fen
    if base <= 0:
        return False
    rate = Decimal(100 * change.money.fen) / base
    slack = Decimal(100 * (amount.money.slack + change.money.slack)) / base
    return abs(rate - changed.growth.value) <= changed.growth.step + slack
