# SPDX-License-Identifier: MIT
"""Papers: a frozen record goes in, the bytes of a PDF, Word or Excel file come out."""
