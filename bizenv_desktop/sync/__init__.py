# SPDX-License-Identifier: MIT
"""Packages: write, verify, receive. Bytes and signatures here, SQL in `storage`."""
