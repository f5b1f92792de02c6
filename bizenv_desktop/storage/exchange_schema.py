# SPDX-License-Identifier: MIT
"""The tables of 报送: keys, packages, and what is worked out from those received.

Packages are only ever added. What stands under “worked out” follows from them and is written in
the same transaction; it can be built anew from the packages alone. Scores there are whole numbers:
totals in hundredths, items' points and scores in ten-thousandths, both exact.
"""

from __future__ import annotations

EXCHANGE = (
    """
    CREATE TABLE own_key (
      key TEXT PRIMARY KEY CHECK (length(key) = 64 AND key NOT GLOB '*[^0-9a-f]*'),
      secret TEXT NOT NULL CHECK (length(secret) = 64),
      made TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE trusted_key (
      key TEXT PRIMARY KEY CHECK (length(key) = 64 AND key NOT GLOB '*[^0-9a-f]*'),
      organisation TEXT NOT NULL CHECK (organisation <> ''),
      card TEXT NOT NULL CHECK (card <> ''),
      accepted TEXT NOT NULL,
      accepted_by TEXT NOT NULL DEFAULT '',
      vouched_by TEXT NOT NULL DEFAULT '',
      revoked TEXT
    ) STRICT
    """,
    "CREATE INDEX trusted_key_organisation ON trusted_key (organisation)",
    """
    CREATE TABLE subordinate (
      code TEXT PRIMARY KEY CHECK (code <> ''),
      name TEXT NOT NULL CHECK (name <> ''),
      level TEXT NOT NULL CHECK (level IN ('province', 'city', 'county', 'township')),
      path TEXT NOT NULL DEFAULT '[]' CHECK (path <> ''),
      direct INTEGER NOT NULL DEFAULT 1 CHECK (direct IN (0, 1)),
      expected INTEGER NOT NULL DEFAULT 1 CHECK (expected IN (0, 1)),
      added TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE package (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE CHECK (length(id) = 64 AND id NOT GLOB '*[^0-9a-f]*'),
      kind TEXT NOT NULL CHECK (kind IN
        ('submission', 'relay', 'feedback', 'handover', 'share', 'share_return')),
      sender TEXT NOT NULL CHECK (sender <> ''),
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      revision INTEGER NOT NULL CHECK (revision > 0),
      key TEXT NOT NULL,
      made TEXT NOT NULL,
      digest TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('own', 'taken', 'quarantined')),
      undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
      arrived TEXT NOT NULL,
      source TEXT NOT NULL DEFAULT '',
      via TEXT NOT NULL DEFAULT '',
      delivered TEXT,
      delivered_to TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    "CREATE INDEX package_place ON package (organisation, period, kind)",
    "CREATE INDEX package_arrived ON package (arrived)",
    """
    CREATE TABLE package_content (
      number INTEGER PRIMARY KEY REFERENCES package (number) ON DELETE CASCADE,
      header BLOB NOT NULL,
      signature BLOB NOT NULL CHECK (length(signature) = 64),
      core BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE attachment (
      sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
      kind TEXT NOT NULL CHECK (kind IN ('evidence', 'checklist', 'edition', 'package')),
      size INTEGER NOT NULL CHECK (size > 0),
      content BLOB,
      pack TEXT NOT NULL DEFAULT '',
      place INTEGER NOT NULL DEFAULT 0 CHECK (place >= 0),
      CHECK ((content IS NULL) <> (pack = ''))
    ) STRICT
    """,
    "CREATE INDEX attachment_pack ON attachment (pack) WHERE pack <> ''",
    # -- worked out
    """
    CREATE TABLE head (
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      package INTEGER NOT NULL REFERENCES package (number),
      others INTEGER NOT NULL DEFAULT 0 CHECK (others >= 0),
      PRIMARY KEY (organisation, period)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX head_period ON head (period, organisation, package)",
    """
    CREATE TABLE received_check (
      package INTEGER PRIMARY KEY REFERENCES package (number) ON DELETE CASCADE,
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      name TEXT NOT NULL,
      sample INTEGER NOT NULL CHECK (sample IN (0, 1)),
      checklist TEXT NOT NULL,
      checklist_version INTEGER NOT NULL,
      checklist_sha256 TEXT NOT NULL,
      total INTEGER,
      filled_total INTEGER,
      bonus INTEGER NOT NULL,
      grade TEXT,
      vetoed_by TEXT NOT NULL,
      answered INTEGER NOT NULL,
      asked INTEGER NOT NULL,
      findings INTEGER NOT NULL,
      closed INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE received_dimension (
      package INTEGER NOT NULL REFERENCES package (number) ON DELETE CASCADE,
      code TEXT NOT NULL,
      name TEXT NOT NULL,
      score INTEGER NOT NULL,
      points INTEGER NOT NULL,
      PRIMARY KEY (package, code)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE received_item (
      package INTEGER NOT NULL REFERENCES package (number) ON DELETE CASCADE,
      item TEXT NOT NULL,
      outcome INTEGER NOT NULL CHECK (outcome BETWEEN 0 AND 4),
      points INTEGER NOT NULL,
      score INTEGER NOT NULL,
      PRIMARY KEY (package, item)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE received_finding (
      package INTEGER NOT NULL REFERENCES package (number) ON DELETE CASCADE,
      item TEXT NOT NULL,
      check_item TEXT,
      dimension TEXT NOT NULL,
      kind TEXT NOT NULL,
      title TEXT NOT NULL,
      state TEXT NOT NULL,
      raised TEXT NOT NULL,
      due TEXT NOT NULL,
      lost INTEGER NOT NULL,
      unit TEXT NOT NULL,
      person TEXT NOT NULL,
      recurrence INTEGER NOT NULL,
      PRIMARY KEY (package, item)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE item_summary (
      period TEXT NOT NULL,
      checklist TEXT NOT NULL,
      item TEXT NOT NULL,
      area TEXT NOT NULL,
      full INTEGER NOT NULL DEFAULT 0,
      part INTEGER NOT NULL DEFAULT 0,
      none INTEGER NOT NULL DEFAULT 0,
      not_applicable INTEGER NOT NULL DEFAULT 0,
      unanswered INTEGER NOT NULL DEFAULT 0,
      points INTEGER NOT NULL DEFAULT 0,
      score INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (period, checklist, item, area)
    ) STRICT, WITHOUT ROWID
    """,
    # -- what a superior says of a unit's self-check
    """
    CREATE TABLE review (
      organisation TEXT NOT NULL CHECK (organisation <> ''),
      period TEXT NOT NULL CHECK (period <> ''),
      item TEXT NOT NULL CHECK (item <> ''),
      package TEXT NOT NULL CHECK (length(package) = 64),
      score TEXT NOT NULL CHECK (score NOT GLOB '*[^0-9.]*' AND length(score) BETWEEN 1 AND 12),
      reason TEXT NOT NULL DEFAULT '',
      who TEXT NOT NULL DEFAULT '',
      at TEXT NOT NULL,
      PRIMARY KEY (organisation, period, item)
    ) STRICT
    """,
    """
    CREATE TABLE review_note (
      organisation TEXT NOT NULL CHECK (organisation <> ''),
      period TEXT NOT NULL CHECK (period <> ''),
      position INTEGER NOT NULL CHECK (position > 0),
      kind TEXT NOT NULL CHECK (kind IN ('supervise', 'return')),
      package TEXT NOT NULL CHECK (length(package) = 64),
      words TEXT NOT NULL CHECK (words <> ''),
      who TEXT NOT NULL DEFAULT '',
      at TEXT NOT NULL,
      due TEXT CHECK (date(due, '+0 days') IS due),
      PRIMARY KEY (organisation, period, position)
    ) STRICT
    """,
)
