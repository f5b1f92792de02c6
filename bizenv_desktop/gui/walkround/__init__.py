# SPDX-License-Identifier: MIT
"""走查表录入: a walk-round sheet typed in on the number pad."""
