# SPDX-License-Identifier: MIT
"""The database: hypothesis with this project's profiles."""

from __future__ import annotations

import hypothesis_profiles  # noqa: F401  # importing it loads the profile
