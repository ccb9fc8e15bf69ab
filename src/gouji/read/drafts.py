"""A claim while its sentence is being read, and whose change a change is when two claims may have it."""

from decimal import Decimal

from msgspec import Struct, structs

from gouji.layouts.phrases import Meaning, direction
from gouji.model.disclosure import Claim, Figure, Quantity
from gouji.model.money import at_most
from gouji.model.place import Place
from gouji.read.figures import Fact, Kind, make_figure, make_quantity
from gouji.read.prose import Passage


def figure_in(passage: Passage, fact: Fact) -> Figure:
    """Return the amount with its place, its text in the width it is printed in."""
    figure = make_figure(fact, passage.place_at(fact.start))
    printed = passage.text[fact.start : fact.start + len(fact.number)]
    return figure if printed == fact.number else structs.replace(figure, text=printed)


class Draft(Struct):
    """A claim while its sentence is being read. begin, end: its clause in the passage."""

    passage: Passage
    subject: str
    begin: int
    end: int
    meaning: Meaning
    whole: "Draft | None" = None  # the statement it is a part of
    rival: "Draft | None" = None  # the claim that its change may belong to instead
    amount: Figure | None = None
    share: Quantity | None = None
    of_what: str = ""
    change: Figure | None = None
    growth: Quantity | None = None
    direction: str = ""
    growth_direction: str = ""
    reason: str = ""
    against: str = ""

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
            self.change = figure_in(passage, fact)
        elif fact.kind == "percent":
            self.growth = make_quantity(fact)
            self.growth_direction = word
        self.direction = self.direction or word

    def claim(self) -> Claim:
        """Return the finished claim; its figures stand where its clause does, of which a reader needs the whole."""
        amount, change = self._spread(self.amount), self._spread(self.change)
        return Claim(
            subject=self.subject,
            sentence=self.passage.text[self.begin : self.end],
            place=(amount or change or self).place,
            topic=self.meaning.topic,
            address=self.meaning.address if self.amount else None,
            amount=amount,
            share=self.share,
            of_what=self.of_what,
            change=change,
            growth=self.growth,
            direction=self.direction,
            reason=self.reason,
            growth_direction=self.growth_direction,
            against=self.against,
        )

    def _spread(self, figure: Figure | None) -> Figure | None:
        if figure is None or not self.passage.printed:
            return figure
        return structs.replace(figure, place=self.passage.spread(figure.place, self.begin, self.end))

    @property
    def place(self) -> Place:
        """Where the clause begins."""
        return self.passage.spread(self.passage.place_at(self.begin), self.begin, self.end)


def settle(draft: Draft) -> None:
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


def _possible(draft: Draft, changed: Draft) -> bool | None:
    """Return whether the draft's amount can have grown by the change: it is at least as large."""
    if draft.amount is None or draft.amount.money is None or changed.change is None or changed.change.money is None:
        return None
    return direction(changed.direction) != "up" or at_most(changed.change.money, draft.amount.money)


def _fits(draft: Draft, changed: Draft) -> bool | None:
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
