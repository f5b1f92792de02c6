# SPDX-License-Identifier: MIT
"""Parts of the home page."""
