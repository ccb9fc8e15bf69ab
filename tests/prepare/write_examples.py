"""Write the example workbooks from the budgets of the tests: `make examples`."""

from pathlib import Path

from gouji.model.budget import Budget
from gouji.prepare.template import write_template
from prepare.fenyang import fenyang
from prepare.yunxi import YUNXI
from shared import EXAMPLES


def examples() -> dict[Path, Budget]:
    """Return each example workbook with the budget it holds."""
    return {EXAMPLES / "yunxi-culture-2025.xlsx": YUNXI, EXAMPLES / "fenyang-2024.xlsx": fenyang()}


if __name__ == "__main__":
    for path, budget in examples().items():
        path.write_bytes(write_template(budget.layout, budget, budget.year, budget.department))
