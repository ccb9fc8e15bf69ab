"""The data package: what it promises (types, keys, references, columnTypes) holds for what it contains."""

import csv
import io
import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import pytest

from gouji import read
from gouji.model.disclosure import Disclosure
from gouji.render.data_package import data_package, write_data_package, write_parquet
from render.small import LINK, disclosure
from shared import EXAMPLES

# What Data Package 1.0 and Tabular Data Package 1.0 ask of a descriptor, as far as ours has it.
NAME = {"type": "string", "pattern": "^[-a-z0-9._/]+$"}
FIELD = {
    "type": "object",
    "required": ["name", "type"],
    "properties": {"type": {"enum": ["string", "number", "integer", "boolean"]}, "title": {"type": "string", "minLength": 1}},
}
DESCRIPTOR = {
    "type": "object",
    "required": ["name", "profile", "resources"],
    "properties": {
        "name": NAME,
        "profile": {"const": "tabular-data-package"},
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "path", "schema", "profile"],
                "properties": {
                    "name": NAME,
                    "path": {"type": "string", "pattern": r"^(?!/)(?!.*\.\.)[^\\:]+$"},
                    "profile": {"const": "tabular-data-resource"},
                    "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
                    "schema": {"required": ["fields"], "properties": {"fields": {"type": "array", "items": FIELD}}},
                },
            },
        },
    },
}
# Of the budget taxonomy of the Fiscal Data Package: the types we may use, with the data type each demands.
TAXONOMY = {
    "value": "number", "value-currency:code": "string", "date:fiscal-year": "integer", "budget-line-id": "string",
    "direction": "string", "phase:id": "string", "expenditure-type:code": "string", "fin-source:generic:code": "string",
    "fin-source:generic:label": "string", "functional-classification:generic:code": "string",
    "functional-classification:generic:label": "string", "economic-classification:generic:code": "string",
    "economic-classification:generic:label": "string", "administrative-classification:generic:level1:code": "string",
    "administrative-classification:generic:level2:code": "string", "activity:generic:project:code": "string",
}  # fmt: skip
PATTERN = {"number": r"-?\d+(\.\d+)?", "integer": r"\d+", "boolean": "true|false", "string": r"[\s\S]*"}


@pytest.fixture(params=["fenyang-2024.txt", "yunxi-culture-2025.txt", "small"], scope="module")
def published(request: pytest.FixtureRequest) -> Disclosure:
    return disclosure() if request.param == "small" else read(EXAMPLES / request.param)


def opened(published: Disclosure) -> tuple[dict[str, Any], dict[str, list[dict[str, str]]]]:
    files = data_package(published)
    described = json.loads(files["datapackage.json"])
    return described, {each["name"]: rows(files[each["path"]]) for each in described["resources"]}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_the_descriptor_is_one_of_a_tabular_data_package(published: Disclosure) -> None:
    jsonschema.validate(opened(published)[0], DESCRIPTOR)


def test_every_value_has_the_type_declared_and_keys_and_references_hold(published: Disclosure) -> None:
    described, data = opened(published)
    for resource in described["resources"]:
        schema, records = resource["schema"], data[resource["name"]]
        for field in schema["fields"]:
            wrong = [row[field["name"]] for row in records if not re.fullmatch(f"({PATTERN[field['type']]})?", row[field["name"]])]
            assert not wrong, f"{resource['name']}.{field['name']}: {wrong[:3]}"
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in records]
        assert len(set(keys)) == len(keys) and all(all(key) for key in keys), resource["name"]
        for reference in schema.get("foreignKeys", ()):
            (name,), other = reference["fields"], reference["reference"]
            known = {row[other["fields"][0]] for row in data[other["resource"]]}
            assert {row[name] for row in records} - {""} <= known, f"{resource['name']}.{name}"


def test_column_types_are_those_of_the_taxonomy(published: Disclosure) -> None:
    described, _ = opened(published)
    for resource in described["resources"]:
        fields = [*resource["schema"]["fields"], *resource["schema"].get("extraFields", ())]
        for field in fields:
            assert TAXONOMY.get(field.get("columnType"), field["type"]) == field["type"]
            assert field.get("columnType") in {None, *TAXONOMY}


def test_every_figure_of_the_tables_is_a_line() -> None:
    published = read(EXAMPLES / "yunxi-culture-2025.txt")
    lines = {(line["table"], line["direction"], line["row"], line["column"]): line for line in opened(published)[1]["budget-lines"]}
    assert len(opened(published)[1]["budget-lines"]) == sum(1 for table in published.tables for _ in table.figures())
    basic = lines["一般公共预算支出表", "expenditure", "20701", "基本支出"]
    assert (basic["amount"], basic["precision"], basic["printed"], basic["printed_unit"]) == ("7918800.00", "100.00", "791.88", "万元")
    assert (basic["function_code"], basic["leaf"], basic["fund"], basic["nature"]) == ("20701", "false", "一般公共预算", "basic")
    assert lines["基本支出经济分类表", "expenditure", "基本工资/工资奖金津补贴", "合计"]["economic_code"] == "30101"
    assert lines["收入总表", "revenue", "207", "单位资金"]["fund"] == "单位资金"
    assert lines["项目支出表", "expenditure", "送戏下乡公益演出", "合计"]["unit"] == "云溪县文化和旅游局"


def test_leaves_add_up_to_the_total() -> None:
    lines = opened(read(EXAMPLES / "yunxi-culture-2025.txt"))[1]["budget-lines"]
    chosen = [line for line in lines if line["table"] == "一般公共预算支出表" and line["column"] == "基本支出"]
    leaves = sum(Decimal(line["amount"] or 0) for line in chosen if line["leaf"] == "true")
    total = next(Decimal(line["amount"]) for line in chosen if line["row"] == "合计")
    assert abs(leaves - total) <= 500


def test_a_blank_is_no_zero() -> None:
    lines = opened(disclosure())[1]["budget-lines"]
    blank = next(line for line in lines if line["row"] == "208" and line["column"] == "项目支出")
    dash = next(line for line in lines if line["row"] == "208" and line["column"] == "基本支出")
    assert (blank["state"], blank["amount"], dash["state"], dash["amount"]) == ("blank", "", "dash", "")


def test_no_text_becomes_a_formula() -> None:
    names = {line["name"] for line in opened(disclosure())[1]["budget-lines"]}
    assert f"'{LINK}" in names and LINK not in names


def test_who_filled_a_form_in_stays_out(published: Disclosure) -> None:
    fields = {field["name"] for resource in opened(published)[0]["resources"] for field in resource["schema"]["fields"]}
    assert not fields & {"responsible", "handler", "phone"}


def test_the_same_disclosure_gives_the_same_zip(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        write_data_package(disclosure(), tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == data_package(disclosure())


def test_parquet_says_the_same_as_the_csv(published: Disclosure, tmp_path: Path) -> None:
    folder = tmp_path / "县's 数据"
    write_parquet(published, folder)
    described, data = opened(published)
    for resource in described["resources"]:
        name = resource["name"]
        stored = query("DESCRIBE SELECT * FROM read_parquet($file)", folder / f"{name}.parquet")
        assert [column[0] for column in stored] == [field["name"] for field in resource["schema"]["fields"]]
        assert query("SELECT count(*) FROM read_parquet($file)", folder / f"{name}.parquet") == [(len(data[name]),)]
    amounts = [Decimal(line["amount"]) for line in data["budget-lines"] if line["amount"]]
    lines = folder / "budget-lines.parquet"
    assert query("SELECT sum(amount) FROM read_parquet($file)", lines) == [(sum(amounts),)]
    if published.source.name == "云溪.txt":  # no apostrophe before a formula: Parquet is not opened in a spreadsheet
        assert (LINK,) in query("SELECT name FROM read_parquet($file)", lines)


def query(sql: str, file: Path) -> list[tuple[Any, ...]]:
    with duckdb.connect() as database:
        return database.execute(sql, {"file": str(file)}).fetchall()
