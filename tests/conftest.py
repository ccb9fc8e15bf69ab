"""How the property tests draw: anew on a developer's machine, always the same where a run must be repeatable.

Nothing is kept from one run of the tests to the next.
"""

import os

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
os.environ["GOUJI_CACHE"] = ""
if os.environ.get("CI"):
    settings.load_profile("repeatable")
