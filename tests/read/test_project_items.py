from gouji.model.disclosure import Row, Table
from gouji.model.place import Place
from gouji.read.project_items import name_items


def row(name: str, code: str, level: str) -> Row:
    return Row(key=code or name, label=name, place=Place(row=name), code=code, name=name, level=level)


def levels(*rows: Row) -> list[str]:
    spending = Table(kind="支出总表", title="支出总表", place=Place(), rows=(row("安全监管", "2240106", "项"),))
    projects = Table(kind="一般公共预算项目支出表", title="项目支出表", place=Place(), rows=rows)
    return [one.level for one in name_items([spending, projects])[1].rows]


def test_item_that_heads_projects_is_no_project():
    assert levels(row("安全监管", "2240106", "项目"), row("森林防灭火", "", "项目")) == ["项", "项目"]


def test_project_that_bears_its_items_code_is_a_project():
    assert levels(row("森林防灭火", "2240106", "项目"), row("烟花爆竹整治", "", "项目")) == ["项目", "项目"]


def test_project_called_after_its_item_is_a_project_where_all_have_codes():
    assert levels(row("安全监管", "2240106", "项目"), row("代表工作", "2010108", "项目")) == ["项目", "项目"]
