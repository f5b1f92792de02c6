# SPDX-License-Identifier: MIT
"""The window: the only part that knows Qt exists."""
