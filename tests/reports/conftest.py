# SPDX-License-Identifier: MIT
import pytest


@pytest.fixture(scope="session")
def faces():
    from bizenv_desktop.reports.fonts import open_faces

    return open_faces(prefer_installed=False)


@pytest.fixture
def compositor(faces):
    from bizenv_desktop.reports.typeset.api import Compositor

    return Compositor(faces)
