# SPDX-License-Identifier: MIT
"""What goes on paper, frozen: the records reports are drawn from."""
