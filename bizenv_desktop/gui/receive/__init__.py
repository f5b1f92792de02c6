# SPDX-License-Identifier: MIT
"""接收: packages come in, keys are enrolled, who reports here; the superior's first page."""
