# SPDX-License-Identifier: MIT
"""Reading what others wrote: official texts and workbooks; bytes in, text or records out."""
