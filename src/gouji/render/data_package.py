"""A Disclosure as a Fiscal Data Package: CSV files with a descriptor (datapackage.json), and the same as Parquet.

In: a Disclosure, read or derived. Out: files in a folder or a zip. Amounts are in 元, exact; nothing is rounded.
Source: Fiscal Data Package 1.0rc1 with its budget taxonomy of columnTypes, and Tabular Data Package 1.0.
"""

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from gouji.model.disclosure import Disclosure
from gouji.render.files import harmless, write_whole
from gouji.render.package_rows import Field, Record, Resource, declared, package_records, texts_of

DESCRIPTOR = "datapackage.json"
TAXONOMY = "https://frictionlessdata.io/taxonomies/fiscal/budgets.json"
_PARQUET = {"string": "VARCHAR", "integer": "INTEGER", "boolean": "BOOLEAN", "number": "DECIMAL(24,4)"}
_AMOUNT = "DECIMAL(18,2)"  # 元 and 分
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the same disclosure gives the same bytes


def write_data_package(disclosure: Disclosure, target: Path) -> None:
    """Write the package into the folder, or into one file when the target ends with .zip."""
    files = data_package(disclosure)
    if target.suffix.lower() == ".zip":
        write_whole(target, _zip(files))
        return
    for name, content in files.items():
        write_whole(target / name, content)


def data_package(disclosure: Disclosure) -> dict[str, bytes]:
    """Return file name → content: the descriptor and one CSV for each resource."""
    records = package_records(disclosure)
    data = {f"{name}.csv": _csv(declared().resources[name], rows, harmless) for name, rows in records.items()}
    described = _descriptor(disclosure, data)
    return {DESCRIPTOR: json.dumps(described, ensure_ascii=False, indent=2).encode() + b"\n", **data}


def write_parquet(disclosure: Disclosure, folder: Path) -> None:
    """Write one Parquet file for each resource into the folder, with the types that the descriptor declares."""
    import duckdb  # takes a tenth of a second to load; only this needs it

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gouji-") as aside, duckdb.connect() as database:
        for name, rows in package_records(disclosure).items():
            resource = declared().resources[name]
            source = Path(aside, f"{name}.csv")
            source.write_bytes(_csv(resource, rows, str))
            columns = {each.name: _AMOUNT if each.unit == "元" else _PARQUET[each.type] for each in resource.fields}
            database.execute(
                "COPY (SELECT * FROM read_csv($source, columns = $columns, header = true, auto_detect = false, "
                "delim = ',', quote = '\"', escape = '\"', new_line = '\\r\\n', max_line_size = 10_000_000)) "
                f"TO {_quoted(folder / f'{name}.parquet')} (FORMAT parquet, COMPRESSION zstd)",
                {"source": str(source), "columns": columns},
            )


def _quoted(path: Path) -> str:
    """Return the path as a string of SQL; COPY takes no parameter there."""
    return "'" + str(path).replace("'", "''") + "'"


def _csv(resource: Resource, records: Iterable[Record], tame: Callable[[str], str]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([each.name for each in resource.fields])
    for record in records:
        writer.writerow([tame(cell) for cell in texts_of(resource, record)])
    return text.getvalue().encode()


def _zip(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


# The descriptor


def _descriptor(disclosure: Disclosure, data: dict[str, bytes]) -> dict[str, Any]:
    cover = disclosure.cover
    # The name of a package is Latin; the department's own name stands in the title.
    identity = sha256((cover.department or disclosure.source.name).encode()).hexdigest()[:8]
    described: dict[str, Any] = {
        "name": f"departmental-{cover.stage}-{cover.year or 'year-unknown'}-{identity}",
        # The published schema of "fiscal-data-package" is that of an older draft, which knows no columnTypes.
        "profile": "tabular-data-package",
        "title": cover.title or f"{cover.department or ''}{cover.year or ''}",
        "description": "部门预算公开的全部数据 / everything a published departmental budget says, as data",
        "keywords": ["部门预算", "预算公开", "fiscal", "budget"],
        "columnTypes": [TAXONOMY],
        "resources": [_resource(name, data[f"{name}.csv"]) for name in declared().resources],
    }
    if disclosure.source.name:
        described["sources"] = [{"title": disclosure.source.name}]
    return described


def _resource(name: str, content: bytes) -> dict[str, Any]:
    resource = declared().resources[name]
    schema: dict[str, Any] = {
        "fields": [_field(each) for each in resource.fields],
        "primaryKey": list(resource.key),
        "missingValues": [""],
    }
    if resource.refers:
        schema["foreignKeys"] = [_reference(each, other) for each, other in resource.refers.items()]
    if any(each.unit == "元" for each in resource.fields):
        currency = {"name": "currency", "type": "string", "columnType": "value-currency:code", "constant": "CNY"}
        schema["extraFields"] = [currency]
    return {
        "name": name,
        "profile": "tabular-data-resource",
        "path": f"{name}.csv",
        "title": resource.zh,
        "description": resource.en,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": schema,
    }


def _field(each: Field) -> dict[str, str]:
    described = {"name": each.name, "type": each.type, "title": each.zh, "description": each.en}
    if each.unit:
        described["unit"] = each.unit
    if each.kind:
        described["columnType"] = each.kind
    return described


def _reference(name: str, other: str) -> dict[str, Any]:
    (key,) = declared().resources[other].key
    return {"fields": [name], "reference": {"resource": other, "fields": [key]}}
