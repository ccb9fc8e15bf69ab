"""How the property tests draw: anew on a developer's machine, always the same where a run must be repeatable.

Nothing is kept from one run of the tests to the next.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from gouji.read import ocr_engine

settings.register_profile("repeatable", derandomize=True, deadline=None)
os.environ["GOUJI_CACHE"] = ""
if os.environ.get("CI"):
    settings.load_profile("repeatable")


@pytest.fixture(scope="module", autouse=True)
def without_recognition(request: pytest.FixtureRequest) -> Iterator[None]:
    """Recognise pictures only where scans are tested: elsewhere it makes no difference whether that is installed."""
    with pytest.MonkeyPatch.context() as patch:
        if not request.module.__name__.endswith("test_scans"):
            patch.setattr(ocr_engine, "is_installed", lambda: False)
        yield
