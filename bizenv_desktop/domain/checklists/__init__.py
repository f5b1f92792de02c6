# SPDX-License-Identifier: MIT
"""Checklists: their items, their files, their faults, and how a unit makes one its own."""
