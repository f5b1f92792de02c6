# SPDX-License-Identifier: MIT
"""Whatever a stick or an attacker makes of a package: refused in one sentence, quickly.

The night tries ten thousand of each: bytes changed on the way, and cores changed and then signed
anew by somebody whose key is trusted.
"""

from __future__ import annotations

import random
import re
import time
from typing import TYPE_CHECKING

import pytest
from exchanging import make_superior, make_town
from helpers import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sync.packages import parts, resealed

from bizenv_desktop.storage import Store
from bizenv_desktop.sync.receiving import Taken, receive_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exchanging import Town

LONGEST_SECONDS = 2.0
ONE_SENTENCE = re.compile(r"[^。\n]{6,160}。")
patient = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutations")


@pytest.fixture(scope="module")
def town(folder: Path) -> Town:
    return make_town(folder)


@pytest.fixture(scope="module")
def sent(town: Town, folder: Path) -> Path:
    return town.submit(folder / "stick").path


@pytest.fixture(scope="module")
def county(folder: Path, town: Town, sent: Path) -> Iterator[Store]:
    with Store.open(make_superior(folder / "county.db", town)) as store:
        assert receive_file(store, sent, NOW).taken is Taken.TAKEN
        yield store


@pytest.fixture(scope="module")
def fresh(folder: Path, town: Town, sent: Path) -> Iterator[Store]:
    """A county that knows the town's key and has received nothing yet."""
    del sent  # the key is made with it
    with Store.open(make_superior(folder / "fresh.db", town)) as store:
        yield store


def mutated(content: bytes, dice: random.Random) -> bytes:
    """The bytes with one to eight things done to them."""
    found = bytearray(content)
    for _ in range(dice.choice((1, 1, 2, 3, 8))):
        at = dice.randrange(len(found)) if found else 0
        match dice.randrange(8):
            case 0 | 1 | 2 if found:
                found[at] = dice.randrange(256)
            case 3:
                del found[at : at + dice.choice((1, 7, 512, 4096, 1 << 20))]
            case 4:
                found[at:at] = dice.randbytes(dice.choice((1, 8, 100, 4096)))
            case 5:
                other = dice.randrange(len(found)) if found else 0
                size = dice.choice((4, 64, 4096))
                found[at : at + size] = found[other : other + size]
            case 6:
                found[at : at + 4] = dice.choice((b"\0" * 4, b"\xff" * 4, b"\x7f\xff\xff\xff"))
            case _:
                found[:100] = bytes(byte ^ (dice.random() < 0.03) for byte in found[:100])
    return bytes(found)


def count(store: Store) -> int:
    return len(store.packages.records(most=1_000_000))


def received(county: Store, folder: Path, content: bytes) -> Taken:
    """What becomes of these bytes: at once, in one sentence, without a trace where refused."""
    path = folder / "来包.bizenv"
    path.write_bytes(content)
    known, began = count(county), time.monotonic()
    outcome = receive_file(county, path, NOW)
    assert time.monotonic() - began < LONGEST_SECONDS
    if outcome.taken is Taken.REFUSED:
        assert ONE_SENTENCE.fullmatch(outcome.reason), outcome.reason
        assert count(county) == known
    return outcome.taken


@patient
@given(seed=st.integers(0, 2**48))
def test_changed_on_the_way_it_is_never_taken(
    fresh: Store, folder: Path, sent: Path, seed: int
) -> None:
    content = sent.read_bytes()
    changed = mutated(content, random.Random(seed))
    if changed != content:
        assert received(fresh, folder, changed) is Taken.REFUSED


@patient
@given(seed=st.integers(0, 2**48))
def test_a_changed_core_signed_anew_is_sound_or_refused(
    county: Store, folder: Path, town: Town, sent: Path, seed: int
) -> None:
    """What is taken all the same can be worked out again and shown: it hangs together."""
    sealed, core, blobs = parts(sent)
    changed = mutated(core, random.Random(seed))
    if not changed:
        return
    content = resealed(town, sealed.header, changed, blobs, revision=2)
    if received(county, folder, content) is Taken.TAKEN:
        county.packages.work_out_anew()
        assert county.faults() == ()
