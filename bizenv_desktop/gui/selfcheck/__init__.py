# SPDX-License-Identifier: MIT
"""The 自查 page: dimensions, items with painted verdicts, and one item in full."""
