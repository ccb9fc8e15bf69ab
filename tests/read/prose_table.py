"""Claims written as lines of a table, so that a whole reading can be compared at a glance."""

from gouji.model.disclosure import Claim, Figure, Quantity, Section


def show_figure(figure: Figure | None) -> str:
    """Return the figure with its unit, "" when there is none."""
    return f"{figure.text}{figure.unit}" if figure is not None else ""


def show_quantity(quantity: Quantity | None) -> str:
    """Return the number as printed, "" when there is none."""
    return quantity.text if quantity is not None else ""


def show_claim(claim: Claim) -> str:
    """Return subject | topic | amount | share of whole | direction change | growth."""
    share = f"{show_quantity(claim.share)} {claim.of_what}".strip()
    change = f"{claim.direction} {show_figure(claim.change)}".strip()
    cells = (claim.subject, claim.topic, show_figure(claim.amount), share, change, show_quantity(claim.growth))
    return " | ".join(cells).rstrip(" |")


def show_claims(section: Section) -> list[str]:
    """Return the section's claims as lines."""
    return [show_claim(claim) for claim in section.claims]


def show_counts(section: Section) -> list[tuple[str, int | None, str]]:
    """Return (subject, value, topic) of the section's counts."""
    return [(count.subject, count.value, count.topic) for count in section.counts]
