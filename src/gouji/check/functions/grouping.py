"""One finding for all the forms that have the same weakness: fifty findings alike tell a reader no more than one.

In: the forms. Out: the hit that names them, with their number and what they ask for together.
"""

from collections.abc import Sequence

from gouji.check.deciding import masked
from gouji.check.functions.claims import say_amount
from gouji.check.functions.projects import amount, name_list
from gouji.check.rule import Hit
from gouji.model.disclosure import Form, Text
from gouji.model.money import total
from gouji.model.place import Bilingual, Place


def hit_of(forms: Sequence[Form], places: Sequence[Place] = (), **slots: str | Bilingual) -> Hit:
    """Return the hit of the forms. places: where the weakness stands in each, the form's head unless given."""
    summed = say_amount(total([m for form in forms if (m := amount(form)) is not None]))
    told = {"count": str(len(forms)), "names": name_list([form.name for form in forms]), "amount": summed}
    return Hit(
        places=masked(places or [form.place for form in forms]),
        slots={**told, **slots},
    )


def hits_of(found: Sequence[tuple[Form, Text]]) -> tuple[Hit, ...]:
    """Return the one hit of the forms found, each with the text that shows it; none when there is none."""
    return (hit_of([form for form, _ in found], [text.place for _, text in found]),) if found else ()
