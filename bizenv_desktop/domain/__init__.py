# SPDX-License-Identifier: MIT
"""Domain rules: frozen dataclasses and pure functions; no files, no clock, no SQL, no Qt."""
