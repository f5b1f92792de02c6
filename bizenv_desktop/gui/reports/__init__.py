# SPDX-License-Identifier: MIT
"""报告: the papers, seen before they are printed."""
