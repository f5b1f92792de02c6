# SPDX-License-Identifier: MIT
"""Findings: what is to be put right, its life until it is closed, and what comes back."""
