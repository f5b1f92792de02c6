# SPDX-License-Identifier: MIT
"""汇总上报: what a county or city hands on to the level above."""
