# SPDX-License-Identifier: MIT
"""How many examples hypothesis tries: a few in `make test`, many with HYPOTHESIS_PROFILE=nightly.

The few are the same ones every time, so that a run can be repeated; the many are new every night
and take minutes, so the night runs without the watchdog of a hanging test:

    HYPOTHESIS_PROFILE=nightly pytest tests/storage tests/domain -o faulthandler_timeout=0
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("default", max_examples=100, deadline=None, derandomize=True)
settings.register_profile("nightly", max_examples=10_000, deadline=None, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
