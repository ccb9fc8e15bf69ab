"""The words around a figure in a sentence: what it is about, what it is compared with, where its clause ends.

In: the text between two figures. Out: subjects and positions. The words are those of layouts/narrative.yaml.
"""

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct, structs

from gouji.layouts.phrases import any_of, fold, load_phrases
from gouji.read.figures import Fact, find_facts

STOP = re.compile(r"[，。；：！？,;:\n]")
_YEAR = r"20\d\d\s*年(?:度)?"
SENTENCE = re.compile(r"[。；;！？\n]")


class Grammar(Struct, frozen=True):
    """The expressions built from the words of narrative.yaml.

    moves: a direction word at the end of what stands before a figure; share, pronoun, counted_verbs likewise.
    """

    moves: re.Pattern[str]
    share: re.Pattern[str]
    divides: re.Pattern[str]
    reason: re.Pattern[str]
    goes_on: re.Pattern[str]
    lists: re.Pattern[str]
    pronoun: re.Pattern[str]
    counted_verbs: re.Pattern[str]
    counted_ends: re.Pattern[str]
    reason_lists: dict[str, re.Pattern[str]]
    leading: re.Pattern[str]
    trailing: re.Pattern[str]
    compared: re.Pattern[str]
    both: re.Pattern[str]
    filler: re.Pattern[str]
    emphasis: re.Pattern[str]
    planned: re.Pattern[str]
    and_others: re.Pattern[str]


@cache
def grammar() -> Grammar:
    """Return the expressions."""
    words = load_phrases().words
    moves = _longest_first((*words.directions["up"], *words.directions["down"]))
    return Grammar(
        # 增加（减少）: a template nobody has filled in; the word as printed points nowhere.
        moves=re.compile(
            rf"(?P<word>(?:{moves})(?:[（(/](?:{moves})[）)]?)?)"
            r"(?:了|率|幅度|幅|额|数|金额|资金|比例|约|为|达|近|到|各|\s)*$"
        ),
        share=re.compile(
            rf"(?:{'|'.join(words.shares)})(?P<whole>[^占]*?)(?:的)?(?:比例|比重|百分比|比)?(?:约|为|是|达|\s)*$"
        ),
        divides=re.compile(_longest_first(words.divides)),
        reason=re.compile(_printed(words.reasons.open)),
        goes_on=re.compile(rf"\s*(?:{_printed(words.reasons.goes_on)})"),
        lists=re.compile(rf"[，,。；;：:]?\s*(?:{_longest_first(words.lists)})[：:]?(?P<names>[^。；;\n]+)"),
        pronoun=re.compile(rf"(?:{any_of(words.pronouns)})$"),
        counted_verbs=re.compile(rf"(?:{_longest_first(words.counted_verbs)}|\s)+$"),
        counted_ends=re.compile("|".join(words.counted_ends)),
        reason_lists={topic: re.compile(_printed(names)) for topic, names in words.reasons.lists.items()},
        leading=re.compile(
            rf"^(?:[、，,\s]|[（(][一二三四五六七八九十\d]{{1,2}}[)）]、?|\d{{1,2}}[.．、](?!\d)|[①-⑩]|{_longest_first(words.linking.before)})+"
        ),
        trailing=re.compile(rf"(?:(?!{_inside(words.linking.keeps)})(?:{_longest_first(words.linking.after)})|\s)+$"),
        compared=re.compile(
            rf"(?:{_longest_first(words.comparisons.joined)})\s*(?:{_longest_first(words.comparisons.year)}|{_YEAR})"
            rf"|{_longest_first(words.comparisons.alone)}"
        ),
        both=re.compile(any_of(words.comparisons.both)),
        filler=re.compile(rf"(?:（[^）]*）|\([^)]*\)|[，,\s]|{_longest_first(words.comparisons.fillers)})*"),
        emphasis=re.compile(rf"(?:{_longest_first(words.comparisons.emphasis)})+$"),
        planned=re.compile(rf"(?:{_YEAR}|{_longest_first(words.openings.self)})?(?:{any_of(words.planned)})"),
        and_others=re.compile(rf"{words.and_others}(?:支出|费用|方面|项目|经费)?$"),
    )


def _longest_first(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _inside(words: Sequence[str]) -> str:
    """Return an expression that holds at the last character of one of the words."""
    return "|".join(f"(?<={re.escape(word[:-1])}){re.escape(word[-1])}" for word in words)


def _printed(names: Sequence[str]) -> str:
    """Return the expression for names in running text, where colons keep their printed width."""
    return re.sub(r"(?<!\?):", "[：:]", any_of(names))


_OPEN_BRACKET = re.compile(r"[（(](?=[^（()）]*$)")
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]")


def own_facts(text: str, begin: int, end: int) -> list[Fact]:
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
    return bool(between.strip()) and not STOP.search(between) and not grammar().counted_ends.fullmatch(between)


def last_words(gap: str) -> tuple[int, str]:
    """Return the words directly before a figure, back to the last stop, and where in the gap they begin."""
    masked = _BRACKETED.sub(lambda match: "·" * len(match[0]), gap)
    stops = [match.end() for match in STOP.finditer(masked)]
    start = stops[-1] if stops else 0
    if stops and not gap[start:].strip() and masked[start - 1] in "：:":
        start = stops[-2] if len(stops) > 1 else 0
        return start, gap[start : stops[-1] - 1]
    if bracket := _OPEN_BRACKET.search(gap, start):
        start = bracket.end()
    divided = max((match.end() for match in grammar().divides.finditer(gap, start)), default=start)
    if gap[divided:].strip():
        start = divided
    return start, gap[start:]


def tidy_subject(words: str) -> tuple[int, str]:
    """Return where the subject begins in the words, and the subject without linking words around it."""
    leading = grammar().leading.match(words)
    start = leading.end() if leading else 0
    return start, grammar().trailing.sub("", words[start:])


def compared_subject(words: str) -> tuple[str, bool]:
    """Return the subject a comparison names itself ("" if none), and whether it names the year it compares with.

    words: what stands before the direction word: `公务接待费比上年`, `与上年相比预算数`, `收、支预算总计各`.
    """
    compared = grammar().compared.search(words)
    before = words[: compared.start()] if compared else words
    after = words[compared.end() :] if compared else ""
    own = tidy_subject(grammar().emphasis.sub("", before))[1]
    if grammar().filler.fullmatch(own):
        own = ""
    if not own and not grammar().filler.fullmatch(after):
        own = grammar().emphasis.sub("", _without_first_filler(after)).strip(" 　，,")
    return own, compared is not None


def compared_with(words: str) -> str:
    """Return what the words say that a figure is compared with (比2023年预算数 → 2023年预算数), "" where they say nothing.

    words: what stands before the direction word, or before the amount of what is compared with.
    """
    compared = grammar().compared.search(words)
    if compared is None:
        return ""
    if compared[0] in load_phrases().words.comparisons.alone:
        return compared[0]
    filler = grammar().filler.match(words, compared.end())
    end = filler.end() if filler is not None else compared.end()
    return _LINK.sub("", grammar().emphasis.sub("", words[compared.start() : end]).strip(" 　，,"))


_LINK = re.compile(r"^(?:相较于|较于|与于|相较|对比|与|比|较|同|和)\s*(?=\S)|相比|比较|相较|的?基础上$")


def _without_first_filler(words: str) -> str:
    """Return the words without the 相比 or the like that links them to the year; a longer run belongs to a subject."""
    filler = grammar().filler.match(words)
    return words[filler.end() :] if filler and filler.end() < 4 else words


def same_subject(own: str, subject: str) -> bool:
    """Return whether the words may name the subject again, shortened."""
    return set(own) - _WEAK <= set(subject) | _WEAK


_WEAK = frozenset("的总计合数额、，“” 　")


def counted_subject(words: str, text: str, fact: Fact) -> str:
    """Return what a number of things counts: the words before it, or those after it where only the owner stands before."""
    before = tidy_subject(words)[1]
    if not before.endswith(load_phrases().words.counted_keeps):
        before = grammar().counted_verbs.sub("", before)
    after = _COUNTED.match(text, fact.end)
    name = after[0].strip() if after else ""
    if not name:
        return before or words.strip()
    several = words.rstrip().endswith(load_phrases().words.and_others)
    if before and not several and not load_phrases().opening.fullmatch(fold(before)):
        return before
    end = grammar().counted_ends.search(name)
    return name[: end.end()] if end else name


_COUNTED = re.compile(r"[^\d，。；、：,;:（()）]{1,14}")


def split_names(text: str) -> tuple[str, ...]:
    """Return the names of a list (A、B、C等)."""
    names = _NAMES.split(_BRACKETED.sub(lambda match: match[0].translate(_HIDE), text))
    plain = (name.translate(_SHOW).strip(" 　“”\"") for name in names)
    return tuple(name for name in (grammar().and_others.sub("", name) for name in plain) if name)


_NAMES = re.compile(r"[、，,]")
_HIDE, _SHOW = str.maketrans("、，,", "\ue000\ue001\ue002"), str.maketrans("\ue000\ue001\ue002", "、，,")


def clause_end(text: str, position: int) -> int:
    stop = _CLAUSE.search(text, position)
    return stop.start() if stop else len(text)


_CLAUSE = re.compile(r"[，。；：！？,;:、\n]")


def reason_end(text: str, begin: int) -> int:
    """Return where the sentence of a reason ends; a semicolon ends it unless the reason is numbered on (二是 …)."""
    for stop in SENTENCE.finditer(text, begin):
        if stop[0] in "；;" and grammar().goes_on.match(text, stop.end()):
            continue
        return stop.start()
    return len(text)
