"""The printed words of project performance forms (forms.yaml), ready to be looked up.

In: a printed cell. Out: what it labels (`FormLabels.label`), which level of indicator it names (`level`), or which
column of the indicators it heads (`role`).
"""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct, field, structs

from gouji.layouts.source import LayoutError, line_of, load_yaml
from gouji.model.disclosure import Horizon

SOURCE = Path(__file__).with_name("forms.yaml")

Kind = Literal["field", "text", "fund", "fund_heading", "goal", "goal_heading", "skip"]
Role = Literal["level1", "level2", "name", "operator", "value", "unit", "weight", "standard", "other"]
HORIZONS: tuple[Horizon, ...] = get_args(Horizon)

_FOLD = str.maketrans("（）［］：．，％", "()[]:.,%", " \t\r\n\u3000\xa0\u200b")
_UNIT = re.compile(r"\((?:单位:?)?(?:人民币)?([百千万亿]*元)\)$")
_BRACKET = re.compile(r"\([^()]*\)$")
_LONGEST_LABEL = 40


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """How one horizon is named, and what else is printed for it."""

    word: str
    also: tuple[str, ...] = ()


class Level(Struct, frozen=True, forbid_unknown_fields=True):
    """A level-1 indicator: other names, and the level-2 indicators under it with their other names."""

    also: tuple[str, ...]
    under: dict[str, tuple[str, ...]]


class GoalWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The label of the row of goals, and how a horizon's goal is named after the horizon's word."""

    headings: tuple[str, ...]
    goals: tuple[str, ...]


class Edge(Struct, frozen=True, forbid_unknown_fields=True):
    """Half-width columns from which on a shorter name, value or text counts as cut by its column."""

    name: int
    value: int
    text: int


class DamageWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What the extraction does to cells, and how to tell it from what was written."""

    stray: str
    stays: tuple[str, ...]
    graded: frozenset[str]
    adverbs: tuple[str, ...]
    edge: Edge
    closes: tuple[str, ...]
    opens: tuple[str, ...]


class FormWords(Struct, frozen=True, forbid_unknown_fields=True):
    """forms.yaml as it stands."""

    titles: tuple[str, ...]
    horizons: dict[Horizon, Words]
    fields: dict[str, tuple[str, ...]]
    texts: dict[str, tuple[str, ...]]
    signature: frozenset[str]
    funds: dict[str, tuple[str, ...]]
    goals: GoalWords
    indicators: dict[str, tuple[str, ...]]
    levels: dict[str, Level]
    damage: DamageWords


class Label(Struct, frozen=True):
    """What a printed cell labels.

    name: the field of Form or Funds. horizon: when the label says it. unit: printed unit of money. inline: the value
    printed in the same cell after a colon.
    """

    kind: Kind
    name: str = ""
    horizon: Horizon | None = None
    unit: str = ""
    inline: str = ""


class LevelName(Struct, frozen=True):
    """What a printed level name can stand for: level-1 name, and level-2 name with its usual level 1."""

    level1: str = ""
    level2: str = ""
    parent: str = ""


class FormLabels(Struct, frozen=True):
    """The words of forms.yaml, indexed by their folded printing."""

    words: FormWords
    labels: dict[str, Label] = field(default_factory=dict)
    levels: dict[str, LevelName] = field(default_factory=dict)
    roles: dict[str, tuple[Role, Horizon | None]] = field(default_factory=dict)

    def allows(self, level1: str, level2: str) -> bool:
        """Return whether the level-2 indicator stands under the level-1 indicator in some shape of the form."""
        return level1 in self.words.levels and level2 in self.words.levels[level1].under


def fold(text: str) -> str:
    """Return the text without blanks, with half-width brackets, without 其中: in front and a colon at the end."""
    return text.translate(_FOLD).removeprefix("其中:").removeprefix("其中,").rstrip(":")


@lru_cache(maxsize=4096)
def find_label(text: str) -> Label | None:
    """Return what the cell labels, or None. A value after a colon in the same cell comes out as `inline`."""
    labels = load_form_labels().labels
    exact = _look_up(text, labels) if len(text) <= _LONGEST_LABEL else None
    if exact is not None:
        return exact
    head, colon, rest = text.replace("：", ":", 1).partition(":")
    if not colon or fold(head) == "其中" or len(head) > _LONGEST_LABEL:
        return None
    found = _look_up(head, labels)
    return None if found is None else structs.replace(found, inline=rest.strip())


@lru_cache(maxsize=4096)
def is_label(text: str) -> bool:
    """Return whether the cell is a label and nothing else."""
    return len(text) <= _LONGEST_LABEL and _look_up(text, load_form_labels().labels) is not None


def _look_up(text: str, labels: dict[str, Label]) -> Label | None:
    folded = fold(text)
    unit = _UNIT.search(folded)
    bare = _UNIT.sub("", folded).rstrip(":") if unit else folded
    found = labels.get(bare) or labels.get(_BRACKET.sub("", bare))
    if found is None or unit is None:
        return found
    return structs.replace(found, unit=unit.group(1))


@lru_cache(maxsize=4096)
def find_level(text: str) -> LevelName | None:
    """Return which level name the cell is, or None. Points printed behind it in brackets do not matter."""
    if len(text) > _LONGEST_LABEL:
        return None
    levels = load_form_labels().levels
    folded = fold(text)
    return levels.get(folded) or levels.get(_BRACKET.sub("", folded))


@lru_cache(maxsize=1024)
def find_role(text: str) -> tuple[Role, Horizon | None] | None:
    """Return which column of the indicators the cell heads, and for which horizon when it says so."""
    if len(text) > _LONGEST_LABEL:
        return None
    roles = load_form_labels().roles
    folded = fold(text)
    return roles.get(folded) or roles.get(_BRACKET.sub("", folded))


@cache
def load_form_labels() -> FormLabels:
    """Return the words of forms.yaml. Raises LayoutError: an unknown key, a wrong type, or a word with two meanings."""
    words = load_yaml(SOURCE, FormWords)
    return FormLabels(words, _index_labels(words), _index_levels(words), _index_roles(words))


def _index_labels(words: FormWords) -> dict[str, Label]:
    index: dict[str, Label] = {}
    for kind, names in (("field", words.fields), ("text", words.texts)):
        for name, printed in names.items():
            for word in printed:
                _add(index, word, Label(kind, name))  # type: ignore[arg-type]
    for name, printed in words.funds.items():
        for word in printed:
            if name == "headings":
                _add(index, word, Label("fund_heading"))
            else:
                _add_with_horizons(index, words, word, Label("fund", name))
    for word in words.goals.goals:
        _add_with_horizons(index, words, word, Label("goal"))
    for word in words.goals.headings:
        index[fold(word)] = Label("goal_heading")
    for word in words.indicators["headings"]:
        _add(index, word, Label("skip"))
    return index


def _add_with_horizons(index: dict[str, Label], words: FormWords, word: str, label: Label) -> None:
    _add(index, word, label)
    for horizon, names in words.horizons.items():
        for prefix in (names.word, *names.also):
            _add(index, prefix + word, structs.replace(label, horizon=horizon))


def _add(index: dict[str, Label], word: str, label: Label) -> None:
    known = index.setdefault(fold(word), label)
    if known != label:
        raise LayoutError(SOURCE, line_of(SOURCE, (), word), f"{word}: {known.kind} {known.name}, {label.kind} {label.name}")


def _index_levels(words: FormWords) -> dict[str, LevelName]:
    first: dict[str, str] = {}
    second: dict[str, tuple[str, str]] = {}
    for level1, level in words.levels.items():
        first |= {fold(word): level1 for word in (level1, *level.also)}
        for level2, also in level.under.items():
            for word in (level2, *also):
                second.setdefault(fold(word), (level2, level1))
    return {
        word: LevelName(first.get(word, ""), *second.get(word, ("", "")))
        for word in (*second, *(word for word in first if word not in second))
    }


def _index_roles(words: FormWords) -> dict[str, tuple[Role, Horizon | None]]:
    index: dict[str, tuple[Role, Horizon | None]] = {}
    for role in get_args(Role):
        for word in words.indicators[role]:
            index[fold(word)] = role, None
            for horizon, names in words.horizons.items():
                for prefix in (names.word, *names.also):
                    index[fold(prefix + word)] = role, horizon
    return index
