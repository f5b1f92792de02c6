# SPDX-License-Identifier: MIT
"""上报: what was sent, what is not sent yet, the stick it goes to, and what came back."""
