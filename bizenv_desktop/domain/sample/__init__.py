# SPDX-License-Identifier: MIT
"""A made-up township that fills in every item."""
