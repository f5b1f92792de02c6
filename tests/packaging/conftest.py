# SPDX-License-Identifier: MIT
"""Lets these tests import the bootstrap scripts, which are not part of the package."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))
