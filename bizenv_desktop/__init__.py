# SPDX-License-Identifier: MIT
"""营商环境自查: offline self-checks of township service centres, on screen and on paper."""

__version__ = "0.1.0"
APP_NAME = "营商环境自查"
