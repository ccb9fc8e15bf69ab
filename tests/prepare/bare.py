"""What a record says, without where it stands: for comparing what was derived with what was read from print."""

from typing import Any

from msgspec import Struct

from gouji.model.disclosure import Disclosure, Grid
from gouji.model.place import Place


def bare(record: Any) -> Any:
    """Return the record as plain values without places, source lines and merged cells."""
    if isinstance(record, Grid):
        return record.rows
    if isinstance(record, Struct):
        names = (name for name in record.__struct_fields__ if not (isinstance(record, Disclosure) and name == "source"))
        values = {name: getattr(record, name) for name in names}
        return {name: bare(value) for name, value in values.items() if not isinstance(value, Place)}
    if isinstance(record, tuple):
        return [bare(item) for item in record]
    if isinstance(record, dict):
        return {key: bare(value) for key, value in record.items()}
    return record
