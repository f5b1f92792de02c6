# SPDX-License-Identifier: MIT
"""A header is read in one way only, or refused in one sentence."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv_desktop.domain.exchange.header import (
    FIELDS,
    Blob,
    BlobKind,
    Header,
    PackageKind,
    Sender,
    check_code,
    header_bytes,
    package_id,
    parse_header,
)
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.errors import PackageError

A, B, C = ("ab" * 32, "bc" * 32, "cd" * 32)
HEADER = Header(
    kind=PackageKind.SUBMISSION,
    sender=Sender("231222105", "榆𬭎镇", Level.TOWNSHIP, ("黑龙江省", "绥化市", "兰西县")),
    organisation="231222105",
    period="2026Q4",
    revision=3,
    parents=(B,),
    ancestors=(A, B),
    device="0123abcd",
    device_name="办公室电脑",
    key=C,
    made="2026-11-23T14:32:00",
    program="0.1.0",
    digest=A,
    scope=(),
    core_sha256=B,
    core_size=4096,
    blobs=(Blob(A, 12, BlobKind.CHECKLIST), Blob(C, 9, BlobKind.EVIDENCE)),
)


def changed(**fields: object) -> bytes:
    found = json.loads(header_bytes(HEADER))
    found.update(fields)
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def test_it_comes_back_as_it_was() -> None:
    content = header_bytes(HEADER)
    assert parse_header(content) == HEADER
    assert set(json.loads(content)) == FIELDS
    assert package_id(content) == package_id(header_bytes(parse_header(content)))
    assert check_code("7f3a22" + "0" * 58) == "7F3A22"


def test_a_newer_format_is_named() -> None:
    with pytest.raises(PackageError, match="更新版本的程序导出"):
        parse_header(changed(format=2, unknown=1))


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"core_sha256": "zz" * 32}, "校验值不对"),
        ({"key": C.upper()}, "校验值不对"),
        ({"organisation": "../../etc"}, "单位不对"),
        ({"sender": {"code": "1", "name": " ", "level": "township"}}, "单位不对"),
        ({"sender": {"code": "1", "name": "x" * 61, "level": "township"}}, "单位不对"),
        ({"sender": {"code": "1", "name": "镇\u202e县", "level": "township"}}, "单位不对"),
        ({"device_name": "a\u200bb"}, "单位不对"),
        ({"period": "2026Q5"}, "期次不对"),
        ({"period": "2026q4"}, "期次不对"),
        ({"revision": 0}, "版次不对"),
        ({"revision": 10**9}, "版次不对"),
        ({"parents": [C]}, "版次不对"),
        ({"ancestors": [B, B]}, "版次不对"),
        ({"core_size": 0}, "大小不对"),
        ({"core_size": 1 << 40}, "大小不对"),
        ({"blobs": [{"sha256": A, "size": -1, "kind": "evidence"}]}, "附件不对"),
        ({"blobs": [{"sha256": A, "size": 1, "kind": "evidence"}] * 2}, "附件不对"),
        ({"made": "yesterday"}, "时间不对"),
    ],
)
def test_what_nobody_honest_writes_is_named(fields: dict[str, object], fault: str) -> None:
    with pytest.raises(PackageError, match=f"包头里的{fault}，没有接收"):
        parse_header(changed(**fields))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b'{"format":1}',
        b"[" * 100_000,
        header_bytes(HEADER) + b" ",
        header_bytes(HEADER).replace(b'"revision":3', b'"revision":3,"revision":3'),
        header_bytes(HEADER).replace(b'"revision":3', b'"revision":3.0'),
        header_bytes(HEADER).replace(b'"revision":3', b'"revision":true'),
        changed(kind="virus"),
        changed(algorithm="none"),
        changed(extra=1),
        changed(blobs=[{"sha256": A, "size": 1, "kind": "program"}]),
        header_bytes(HEADER).replace("榆𬭎镇".encode(), b"\\ud800"),
        header_bytes(HEADER).replace("榆𬭎镇".encode(), b"\xff\xfe"),
        header_bytes(HEADER).replace(b'"revision":3', b'"revision":' + b"9" * 5000),
    ],
)
def test_anything_but_the_one_form_is_refused(content: bytes) -> None:
    with pytest.raises(PackageError):
        parse_header(content)


@given(st.binary(max_size=400))
def test_noise_is_refused(content: bytes) -> None:
    with pytest.raises(PackageError):
        parse_header(content)


@given(st.integers(0, len(header_bytes(HEADER)) - 1), st.integers(0, 255))
def test_one_changed_byte_makes_another_header_or_none(place: int, byte: int) -> None:
    content = bytearray(header_bytes(HEADER))
    before, content[place] = content[place], byte
    try:
        found = parse_header(bytes(content))
    except PackageError:
        return
    assert (found == HEADER) == (before == byte)


def test_needed_blobs_are_those_that_are_no_photos() -> None:
    assert [kind for kind in BlobKind if not kind.is_needed] == [BlobKind.EVIDENCE]
    assert replace(HEADER, blobs=()).blobs == ()
