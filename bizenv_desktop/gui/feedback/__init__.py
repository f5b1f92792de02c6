# SPDX-License-Identifier: MIT
"""考核、督办、退回 as the superior writes them, and as the unit reads them."""
