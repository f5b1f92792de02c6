# SPDX-License-Identifier: MIT
"""汇总: what a superior sees over all units that reported."""
