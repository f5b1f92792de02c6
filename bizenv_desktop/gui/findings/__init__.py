# SPDX-License-Identifier: MIT
"""整改: what is to be put right, by whom and by when."""
