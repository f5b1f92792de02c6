# SPDX-License-Identifier: MIT
"""Two PCs of one unit: 合并, 分工 and 岗位交接."""
