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
from collections.abc import Sequence

from msgspec import Struct

from gouji.layouts.phrases import Meaning, fold, meaning
from gouji.model.disclosure import Claim, Count
from gouji.read.clauses import (
    SENTENCE,
    clause_end,
    compared_subject,
    compared_with,
    counted_subject,
    grammar,
    last_words,
    own_facts,
    reason_end,
    same_subject,
    split_names,
    tidy_subject,
)
from gouji.read.drafts import Draft, figure_in, settle
from gouji.read.figures import Fact, find_facts, half_width, make_quantity, whole_number
from gouji.read.prose import MARK, Passage

_YEARS = re.compile(r"20\d\d(?=年)")
_NEAR = 15  # characters that may stand between a figure and the reason given for it


def read_claims(passages: Sequence[Passage], kinds: Sequence[str | None]) -> tuple[tuple[Claim, ...], tuple[Count, ...]]:
    """Return all claims and counts of a section's passages, in printed order.

    kinds: for each passage the section kind whose phrases hold in it (a subheading may change it).
    """
    years = [int(year) for passage in passages for year in _YEARS.findall(half_width(passage.text))]
    reader = _Reader(latest=max(years, default=0))
    for passage, kind in zip(passages, kinds, strict=True):
        reader.read(passage, kind)
    for draft in reader.drafts:
        settle(draft)
    return tuple(draft.claim() for draft in reader.drafts), tuple(reader.counts)


_Stated = Draft | Count | None


# 公务接待费：2025年预算0.60万元: the subject stands before the colon.
_BARE = re.compile(r"20\d\d年(?:度)?(?:年初)?(?:预算|预算数|预算安排|安排)")


def _head(text: str, begin: int) -> tuple[int, str] | None:
    """Return where the words before the colon in front of this place begin, and the words."""
    if text[begin - 1 : begin] not in ("：", ":"):
        return None
    start, words = last_words(text[: begin - 1])
    mark = MARK.match(words) if start == 0 else None
    start += mark.end() if mark else 0
    subject = tidy_subject(text[start : begin - 1])[1]
    return (start, subject) if subject else None


# 由80万元增加到100万元: two levels, neither a change nor the amount of a subject.
_LEVEL = re.compile(r"(?:^|[，,])(?:由|从)$|(?:增加|增长|上升|提高|上涨|减少|下降|降低|增|降|减)了?(?:到|至)$")

# What a sentence begins with that gives the reason of the change told before.
_OF_A_CHANGE = re.compile(r"(?:^[（(\d一二三四五、.．)）]{0,5}|。)[^。；;，,]{0,8}(?:增加|减少|增长|下降|增减|变动|变化)的?$")


class _Reader(Struct):
    """Reads passage after passage; remembers what the next words may refer to."""

    latest: int  # the latest year the section speaks of: a subject of an earlier one repeats no cell of this budget
    drafts: list[Draft] = []
    counts: list[Count] = []
    kind: str | None = None
    top: _Stated = None  # what 其中 in a new sentence divides: the last statement that is no part of another
    last: _Stated = None  # what 其中 in the same sentence divides
    scope: _Stated = None  # the statement being divided
    scoped: bool = False
    current: Draft | None = None  # what a change, share or reason refers to
    counted: Count | None = None  # what 涉及金额 refers to

    def read(self, passage: Passage, kind: str | None) -> None:
        """Read one passage."""
        self.kind, self.last, self.current, self.counted = kind, None, None, None
        self.scope, self.scoped = None, False
        text = half_width(passage.text)
        mark = MARK.match(text)
        position = mark.end() if mark and "其中" not in mark[0] else 0
        while opening := grammar().reason.search(text, position):
            self._statements(passage, text, position, opening.start())
            position = opening.end()
            if "因" in opening[0] or (self.current is not None and self.current.compared):
                position = self._reason(passage, text, opening)
        self._statements(passage, text, position, len(text))

    # Statements

    def _statements(self, passage: Passage, text: str, begin: int, end: int) -> None:
        previous = begin
        for fact in own_facts(text, begin, end):
            gap = text[previous : fact.start]
            self._follow(gap)
            offset, words = last_words(gap)
            if self._take(passage, text, words, previous + offset, fact):
                previous = fact.end
        self._follow(text[previous:end])

    def _follow(self, gap: str) -> None:
        """Take note of the sentences and divisions that end or begin between two figures."""
        end = max((match.end() for match in SENTENCE.finditer(gap)), default=0)
        full_stop = "。" in gap
        if full_stop:
            self.scope, self.scoped = None, False
        if end:
            self.counted = None
        if grammar().divides.search(gap, end):
            self.scope = self.top if full_stop or self.last is None else self.last
            self.scoped = True

    def _take(self, passage: Passage, text: str, words: str, begin: int, fact: Fact) -> bool:
        """Take one figure and the words before it; return whether it said anything."""
        if fact.kind == "count":
            return self._count(passage, text, words, fact)
        if fact.kind == "flat":
            return self._compare(passage, words, begin, fact, fact.unit)
        if fact.kind == "percent" and (shared := grammar().share.search(words)):
            return self._share(passage, words, begin, fact, shared)
        if _LEVEL.search(words):
            return False
        if moved := grammar().moves.search(words):
            return self._compare(passage, words[: moved.start()], begin, fact, moved["word"])
        return fact.kind == "amount" and self._amount(passage, text, words, begin, fact)

    def _amount(self, passage: Passage, text: str, words: str, begin: int, fact: Fact) -> bool:
        offset, subject = tidy_subject(words)
        if _BARE.fullmatch(subject) and (head := _head(text, begin + offset)):
            offset, subject = head[0] - begin, head[1]
        if self.counted is not None and (not subject or grammar().pronoun.fullmatch(fold(subject))):
            subject = self.counted.subject
        own, compared = compared_subject(words)
        draft = self._awaiting(subject) or self._open(passage, subject, begin + offset, fact, base=compared and not own)
        draft.amount = figure_in(passage, fact)
        draft.end = max(draft.end, clause_end(passage.text, fact.end))
        if compared and not own:
            draft.against = compared_with(words)
        if draft.meaning.list:
            self._list(passage, text, draft, fact.end)
        return True

    def _awaiting(self, subject: str) -> Draft | None:
        """Return the claim whose amount stands in a sentence of its own (公务接待费较上年持平。2024年预算安排0万元)."""
        draft = self.current
        if draft is None or draft.amount is not None or not grammar().planned.fullmatch(subject):
            return None
        return None if (year := _YEARS.search(subject)) and int(year[0]) < self.latest else draft

    def _open(self, passage: Passage, subject: str, begin: int, fact: Fact, *, base: bool = False) -> Draft:
        """Begin a claim about the subject; base: last year's amount (较上年568万元), of which nothing is a part."""
        whole = self.scope if isinstance(self.scope, Draft) else None
        draft = Draft(passage, subject, begin, clause_end(passage.text, fact.end), self._mean(subject), whole)
        self.drafts.append(draft)
        self.current = draft
        if not base:
            self._state(draft)
        return draft

    def _state(self, stated: "Draft | Count") -> None:
        self.last = stated
        if not self.scoped:
            self.top = stated

    def _mean(self, subject: str) -> Meaning:
        under = self.scope if self.scoped else None
        topic = under.meaning.topic if isinstance(under, Draft) else under.topic if under is not None else ""
        known = meaning(subject, self.kind, topic)
        year = _YEARS.search(subject)
        if known.address is not None and year and int(year[0]) < self.latest:
            return Meaning(known.topic, None, known.list)
        return known

    # Changes, rates, shares

    def _compare(self, passage: Passage, words: str, begin: int, fact: Fact, word: str) -> bool:
        """Take a change, a rate or a word of sameness (与上年持平)."""
        own, compared = compared_subject(words)
        if fact.kind == "flat" and not compared:
            return False
        if self._names_both(own):
            own = ""
        if not own and (self.current is None or self.current.has(fact.kind)):
            own = self._known(tidy_subject(words)[1])
        target = self._target(own)
        if target is None or (own and not same_subject(own, target.subject)) or target.has(fact.kind):
            subject = own or (target.subject if target is not None else "")
            if not subject or (fact.kind == "flat" and not own):
                return False
            target = self._open(passage, subject, begin + max(words.find(own), 0), fact)
        elif target is self.current:
            target = self._whole_or_part(target)
        target.set_change(fact, word, passage)
        target.against = target.against or compared_with(words) or compared_with(_since_figure(passage.text, fact.start))
        target.end = max(target.end, clause_end(passage.text, fact.end))
        self.current = target
        return True

    def _names_both(self, own: str) -> bool:
        """Return whether the words name revenue and expenditure together, which were told one after the other just now."""
        told = self.current
        return told is not None and told.amount is not None and "支" in told.subject and grammar().both.fullmatch(fold(own)) is not None

    def _known(self, words: str) -> str:
        """Return the words where the section knows what they name: 与上年相比，收入合计减少 …，其中：财政拨款收入减少 …."""
        return words if words and self._mean(words).topic else ""

    def _target(self, own: str) -> Draft | None:
        """Return the claim that a comparison, with these words of its own, may refer to."""
        current = self.current
        if own and current is not None and current.whole is not None and not same_subject(own, current.subject):
            whole = current.whole
            return whole if whole.passage is current.passage and same_subject(own, whole.subject) else current
        return current

    def _whole_or_part(self, part: Draft) -> Draft:
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
        target, rival = (whole, part) if listed and not SENTENCE.search(between) else (part, whole)
        target.rival = rival
        return target

    def _share(self, passage: Passage, words: str, begin: int, fact: Fact, shared: re.Match[str]) -> bool:
        offset, subject = tidy_subject(words[: shared.start()])
        draft = self._outside(passage, fact.start)
        if subject and (draft is None or draft.share is not None or not same_subject(subject, draft.subject)):
            draft = self._open(passage, subject, begin + offset, fact)
        if draft is None or draft.share is not None:
            return False
        draft.share = make_quantity(fact)
        draft.of_what = shared["whole"].strip()
        draft.end = max(draft.end, clause_end(passage.text, fact.end))
        return True

    def _outside(self, passage: Passage, position: int) -> Draft | None:
        """Return the current claim; where it stands in brackets that are closed by now, the last claim before them.

        In 财政拨款收入8万元（其中一般公共预算6万元），占80% the share is that of the whole.
        """
        current = self.current
        if current is None or current.passage is not passage or not _closed(passage.text[current.begin : position]):
            return current
        before = (draft for draft in reversed(self.drafts) if draft.passage is passage and draft.amount is not None)
        return next((draft for draft in before if not _closed(passage.text[draft.begin : position])), current)

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

    def _list(self, passage: Passage, text: str, draft: Draft, end: int) -> None:
        """Read the names printed after 主要包括."""
        match = grammar().lists.match(text, end)
        if match is None or next(find_facts(match["names"]), None):
            return
        place = passage.place_at(match.start("names"))
        self.counts.append(Count(draft.subject, None, place, draft.meaning.list, split_names(match["names"])))

    # Reasons

    def _reason(self, passage: Passage, text: str, opening: re.Match[str]) -> int:
        """Read the reason that opens here; return where it ends."""
        end = reason_end(text, opening.end())
        target = self._explained(passage, text, opening.start()) or self.current
        if target is not None:
            between = text[target.end : opening.start()]
            named = target is not self.current or _OF_A_CHANGE.search(between)
            if named or (len(between) <= _NEAR and not re.search(r"。[^；;，,。 　]", between)):
                target.reason = passage.text[opening.end() : end].strip(" 　。；;，,")
                target.end = end
        self._reason_facts(passage, text, opening.end(), end)
        return end

    def _explained(self, passage: Passage, text: str, begin: int) -> Draft | None:
        """Return the changed claim whose reason a sentence of its own gives (。减少的主要原因是 …), if one does."""
        if not _OF_A_CHANGE.search(text[:begin]):
            return None
        own = any(draft.passage is passage for draft in self.drafts)
        compared = (draft for draft in reversed(self.drafts) if draft.compared and (not own or draft.passage is passage))
        return next(compared, None)

    def _reason_facts(self, passage: Passage, text: str, begin: int, end: int) -> None:
        """Read the figures in a reason: the items it lists, and whatever else it names."""
        lists = ((topic, sign.search(text, begin, end)) for topic, sign in grammar().reason_lists.items())
        topic, listed = next(((topic, match.end()) for topic, match in lists if match), ("", end))
        previous = begin
        for fact in own_facts(text, begin, end):
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
        moved = grammar().moves.search(words)
        offset, subject = tidy_subject(words[: moved.start()] if moved else words)
        end = clause_end(passage.text, fact.end)
        draft = Draft(passage, subject or words, begin + offset, end, Meaning(topic))
        figure = figure_in(passage, fact)
        if moved and subject:
            draft.change, draft.direction = figure, moved["word"]
        else:
            draft.amount = figure
        self.drafts.append(draft)


def _since_figure(text: str, begin: int) -> str:
    """Return the words between the last figure or sentence and this place: 与2023年相比，增加."""
    return re.split(r"[元%％。；;]", text[:begin])[-1]


def _closed(text: str) -> bool:
    """Return whether a bracket that was open before the text is closed in it."""
    depth = 0
    for sign in text:
        depth += (sign in "（(") - (sign in "）)")
        if depth < 0:
            return True
    return False
