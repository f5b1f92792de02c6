# SPDX-License-Identifier: MIT
"""跟踪: visits by others, what came back, points to regain, earlier periods."""
