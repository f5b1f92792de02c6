# SPDX-License-Identifier: MIT
"""One module a paper: its frozen record as blocks (`reports/blocks.py`)."""
