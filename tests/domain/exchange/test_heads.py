# SPDX-License-Identifier: MIT
"""Which packages stand: laws over any history, in any order, with anything missing or repeated."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bizenv_desktop.domain.exchange.heads import Revision, heads, next_revision


@st.composite
def histories(draw: st.DrawFn) -> list[Revision]:
    """What several PCs of one unit made: each replaces all that stood on the PC it was made on."""
    made: list[Revision] = []
    for number in range(draw(st.integers(1, 12))):
        seen = draw(st.sets(st.integers(0, len(made) - 1))) if made else set()
        known = heads(made[at] for at in sorted(seen))
        revision, parents, ancestors = next_revision(known)
        assert set(parents) <= set(ancestors)
        made.append(Revision(f"{number:03d}", revision, frozenset(ancestors)))
    return made


@given(histories(), st.data())
def test_order_and_repetition_do_not_matter(made: list[Revision], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(made + made[: len(made) // 2]))
    assert heads(shuffled) == heads(made)


@given(histories())
def test_everything_stands_or_is_replaced_by_what_stands(made: list[Revision]) -> None:
    standing = heads(made)
    assert standing
    replaced = frozenset[str]().union(*(each.ancestors for each in standing))
    for each in made:
        assert (each in standing) != (each.id in replaced)
    for one in standing:
        assert not any(one.id in other.ancestors for other in standing)


@given(histories(), st.data())
def test_what_was_between_need_not_arrive(made: list[Revision], data: st.DataObject) -> None:
    """Leaving out what is replaced changes nothing."""
    standing = heads(made)
    replaced = [each for each in made if each not in standing]
    kept = data.draw(st.lists(st.sampled_from(replaced), unique=True)) if replaced else []
    assert heads([*kept, *standing]) == standing


@given(histories(), st.data())
def test_taking_one_away_and_bringing_it_back_is_nothing(
    made: list[Revision], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(made))
    rest = [each for each in made if each != gone]
    assert heads([*rest, gone]) == heads(made)
    if gone not in heads(made):
        assert heads(rest) == heads(made)


@given(histories())
def test_bringing_all_together_ends_every_fork(made: list[Revision]) -> None:
    number, parents, ancestors = next_revision(heads(made))
    merged = Revision("merged", number, frozenset(ancestors))
    assert heads([*made, merged]) == (merged,)
    assert number > max(each.revision for each in heads(made))
    assert parents == tuple(sorted(each.id for each in heads(made)))


def test_the_first_is_number_one_and_replaces_nothing() -> None:
    assert next_revision(()) == (1, (), ())
    assert heads(()) == ()


def test_of_two_the_higher_number_is_shown_then_the_smaller_name() -> None:
    one, two, three = (Revision(name, 2, frozenset()) for name in ("b", "a", "c"))
    newer = Revision("d", 3, frozenset({"x"}))
    assert [each.id for each in heads((one, two, three, newer))] == ["d", "a", "b", "c"]
