# SPDX-License-Identifier: MIT
"""佐证材料 on screen: strips of thumbnails, adding, looking closer."""
