"""A place in words."""

import pytest

from gouji.model.place import Place, show_place


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (Place(part="收支总表", row="合计", page=3), "收支总表 › 行“合计”（第3页）", "收支总表 › row “合计” (page 3)"),
        (Place(page=3), "第3页", "page 3"),
        (Place(part="收支总表"), "收支总表", "收支总表"),
        (Place(), "", ""),
    ],
)
def test_where_it_stands_is_in_brackets_only_behind_something(place: Place, zh: str, en: str) -> None:
    assert (show_place(place), show_place(place, "en")) == (zh, en)
