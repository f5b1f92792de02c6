# SPDX-License-Identifier: MIT
"""The parts of the regulation reader."""
