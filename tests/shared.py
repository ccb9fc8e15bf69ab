"""Where the real documents lie that tests use when they are at hand."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SEED = SHARED / "seed" / "fenyang-psb-2024.txt"

needs_seed = pytest.mark.skipif(not SEED.exists(), reason="the real document is not beside this checkout (../shared/seed)")
