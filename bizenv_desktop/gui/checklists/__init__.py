# SPDX-License-Identifier: MIT
"""自查表: the checklists this database knows, and the editor for the unit's own."""
