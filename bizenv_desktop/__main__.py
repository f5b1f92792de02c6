# SPDX-License-Identifier: MIT
"""`python -m bizenv_desktop`."""

from bizenv_desktop.cli import main

if __name__ == "__main__":
    main()
