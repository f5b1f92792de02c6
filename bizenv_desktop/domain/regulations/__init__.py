# SPDX-License-Identifier: MIT
"""Regulations: editions, citations, official texts read, compared and located."""
