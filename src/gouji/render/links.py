"""Which printed thing each line of the contents leads to."""

from collections.abc import Iterator, Sequence

from gouji.read.signs import fold
from gouji.render.printed import Contents, Heading, Printed, PrintedTable


def contents_links(printed: Sequence[Printed]) -> dict[int, int]:
    """Return entry of the contents → index of the heading or table it names, both counted from 0.

    The contents print a table's number in front of its title (表五2024年…); the entries follow the printed order, so a
    title that is printed twice is found in turn.
    """
    contents = next((thing for thing in printed if isinstance(thing, Contents)), None)
    titles = list(_titles(printed))
    links: dict[int, int] = {}
    begin = 0
    for number, (_, title, _) in enumerate(contents.entries if contents else ()):
        folded = fold(title)
        ahead = [*range(begin, len(titles)), *range(begin)]
        found = next((at for at in ahead if _names(folded, titles[at][1])), None)
        if found is not None:
            links[number] = titles[found][0]
            begin = found + 1
    return links


def _titles(printed: Sequence[Printed]) -> Iterator[tuple[int, str]]:
    for index, thing in enumerate(printed):
        title = thing.text if isinstance(thing, Heading) else thing.title if isinstance(thing, PrintedTable) else ""
        if title:
            yield index, fold(title)


def _names(entry: str, title: str) -> bool:
    return entry == title or (entry.startswith(("表", "附表")) and entry.endswith(title))
