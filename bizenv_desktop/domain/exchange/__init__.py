# SPDX-License-Identifier: MIT
"""报送: what travels between levels, and what follows from the set of packages received."""
