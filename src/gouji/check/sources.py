"""What a rule rests on, in English: a basis as the rule book writes it in, the English titles of the sources it cites out."""

from functools import cache

from gouji.check.words import load_words


def say_basis(basis: str, language: str) -> str:
    """Return the basis as it is written, in English with the English titles of its sources before it."""
    titles = _titles(basis) if language == "en" else ""
    return f"{titles} ({basis})" if titles else basis


@cache
def _titles(basis: str) -> str:
    """Return the English titles in the order in which the basis cites them, "" where none is known."""
    found: dict[int, str] = {}
    left = basis
    for source in load_words("sources"):
        for cited in source["cited"]:
            if (at := left.find(cited)) >= 0:
                found.setdefault(at, source["en"])
                # What is named is not named again by a shorter name inside it.
                left = left.replace(cited, "\0" * len(cited))
    return "; ".join(dict.fromkeys(found[at] for at in sorted(found)))
