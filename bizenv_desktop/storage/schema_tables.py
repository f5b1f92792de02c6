# SPDX-License-Identifier: MIT
"""What the steps of the schema make, literally; a step that was released is never edited."""

from __future__ import annotations

FIRST_SCHEMA = (
    """
    CREATE TABLE organisation (
      code TEXT PRIMARY KEY CHECK (code <> ''),
      name TEXT NOT NULL CHECK (name <> ''),
      level TEXT NOT NULL CHECK (level IN ('province', 'city', 'county', 'township')),
      path TEXT NOT NULL DEFAULT '[]' CHECK (path <> ''),
      sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE setting (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL CHECK (value <> '')
    ) STRICT
    """,
    """
    CREATE TABLE checklist (
      id TEXT NOT NULL,
      version INTEGER NOT NULL CHECK (version > 0),
      content TEXT NOT NULL CHECK (content <> ''),
      PRIMARY KEY (id, version)
    ) STRICT
    """,
    """
    CREATE TABLE self_check (
      organisation TEXT NOT NULL REFERENCES organisation (code),
      period TEXT NOT NULL CHECK (period GLOB '[12][0-9][0-9][0-9][MQHY]*'),
      checklist TEXT NOT NULL,
      checklist_version INTEGER NOT NULL,
      bonus INTEGER NOT NULL DEFAULT 0 CHECK (bonus IN (0, 1)),
      veto INTEGER NOT NULL DEFAULT 0 CHECK (veto IN (0, 1)),
      grades INTEGER NOT NULL DEFAULT 0 CHECK (grades IN (0, 1)),
      created TEXT NOT NULL,
      preparer TEXT NOT NULL DEFAULT '',
      reviewer TEXT NOT NULL DEFAULT '',
      head TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (organisation, period),
      FOREIGN KEY (checklist, checklist_version) REFERENCES checklist (id, version)
    ) STRICT
    """,
    """
    CREATE TABLE answer (
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      item TEXT NOT NULL CHECK (item <> ''),
      verdict TEXT CHECK (verdict IN ('met', 'partly_met', 'not_met', 'not_applicable')),
      note TEXT NOT NULL DEFAULT '',
      na_reason TEXT NOT NULL DEFAULT '',
      evidence TEXT NOT NULL DEFAULT '',
      numerator TEXT CHECK (numerator NOT GLOB '*[^0-9.]*' AND length(numerator) <= 12),
      denominator TEXT CHECK (denominator NOT GLOB '*[^0-9.]*' AND length(denominator) <= 12),
      value TEXT CHECK (value NOT GLOB '*[^0-9.]*' AND length(value) <= 12),
      before TEXT CHECK (before NOT GLOB '*[^0-9.]*' AND length(before) <= 12),
      highlight INTEGER NOT NULL DEFAULT 0 CHECK (highlight IN (0, 1)),
      confirmed INTEGER NOT NULL DEFAULT 1 CHECK (confirmed IN (0, 1)),
      PRIMARY KEY (organisation, period, item),
      FOREIGN KEY (organisation, period) REFERENCES self_check (organisation, period)
        ON DELETE CASCADE
    ) STRICT
    """,
    """
    CREATE TABLE occurrence (
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      item TEXT NOT NULL,
      position INTEGER NOT NULL CHECK (position > 0),
      kind TEXT NOT NULL,
      place TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      count INTEGER NOT NULL CHECK (count > 0),
      PRIMARY KEY (organisation, period, item, position),
      FOREIGN KEY (organisation, period, item) REFERENCES answer (organisation, period, item)
        ON DELETE CASCADE
    ) STRICT
    """,
    """
    CREATE TABLE finding (
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      item TEXT NOT NULL,
      raised TEXT NOT NULL CHECK (date(raised, '+0 days') IS raised),
      problem TEXT,
      measures TEXT,
      unit TEXT NOT NULL DEFAULT '',
      person TEXT NOT NULL DEFAULT '',
      leader TEXT NOT NULL DEFAULT '',
      due TEXT CHECK (date(due, '+0 days') IS due),
      progress TEXT NOT NULL DEFAULT '',
      remark TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (organisation, period, item),
      FOREIGN KEY (organisation, period) REFERENCES self_check (organisation, period)
        ON DELETE CASCADE
    ) STRICT
    """,
    """
    CREATE TABLE remembered (
      kind TEXT NOT NULL,
      words TEXT NOT NULL CHECK (words <> ''),
      used INTEGER NOT NULL,
      PRIMARY KEY (kind, words)
    ) STRICT
    """,
)

RECTIFICATION = (
    """
    CREATE TABLE finding_event (
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      item TEXT NOT NULL CHECK (item <> ''),
      position INTEGER NOT NULL CHECK (position > 0),
      step TEXT NOT NULL
        CHECK (step IN ('start', 'submit', 'close', 'return', 'extend', 'take_back')),
      at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
      who TEXT NOT NULL CHECK (who <> ''),
      words TEXT NOT NULL DEFAULT '',
      responsible TEXT NOT NULL DEFAULT '',
      old_due TEXT CHECK (date(old_due, '+0 days') IS old_due),
      new_due TEXT CHECK (date(new_due, '+0 days') IS new_due),
      PRIMARY KEY (organisation, period, item, position),
      FOREIGN KEY (organisation, period) REFERENCES self_check (organisation, period)
    ) STRICT
    """,
    """
    CREATE TRIGGER finding_event_stays BEFORE UPDATE ON finding_event
    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END
    """,
    """
    CREATE TRIGGER finding_event_remains BEFORE DELETE ON finding_event
    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END
    """,
    """
    CREATE TABLE visit (
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      day TEXT NOT NULL CHECK (date(day, '+0 days') IS day),
      kind TEXT NOT NULL
        CHECK (kind IN ('unannounced', 'supervision', 'assessment', 'congress', 'other')),
      inspectors TEXT NOT NULL CHECK (inspectors <> ''),
      summary TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (organisation, period, number),
      FOREIGN KEY (organisation, period) REFERENCES self_check (organisation, period)
        ON DELETE CASCADE
    ) STRICT
    """,
    """
    CREATE TABLE visit_finding (
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      item TEXT NOT NULL CHECK (item <> ''),
      visit INTEGER NOT NULL,
      position INTEGER NOT NULL CHECK (position > 0),
      problem TEXT NOT NULL CHECK (problem <> ''),
      dimension TEXT NOT NULL CHECK (dimension <> ''),
      check_item TEXT CHECK (check_item <> ''),
      PRIMARY KEY (organisation, period, item),
      FOREIGN KEY (organisation, period, visit) REFERENCES visit (organisation, period, number)
        ON DELETE CASCADE
    ) STRICT
    """,
)

EVIDENCE = (
    """
    CREATE TABLE evidence (
      sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
      name TEXT NOT NULL CHECK (name <> ''),
      kind TEXT NOT NULL CHECK (kind IN ('photo', 'scan', 'document')),
      ending TEXT NOT NULL CHECK (ending <> '' AND ending NOT GLOB '*[^0-9a-z]*'),
      size INTEGER NOT NULL CHECK (size > 0),
      width INTEGER NOT NULL DEFAULT 0 CHECK (width >= 0),
      height INTEGER NOT NULL DEFAULT 0 CHECK (height >= 0),
      taken TEXT CHECK (datetime(taken) IS NOT NULL OR taken IS NULL),
      added TEXT NOT NULL,
      look TEXT NOT NULL DEFAULT '' CHECK (look NOT GLOB '*[^0-9a-f]*')
    ) STRICT
    """,
    """
    CREATE TABLE evidence_link (
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      item TEXT NOT NULL CHECK (item <> ''),
      use TEXT NOT NULL CHECK (use IN ('answer', 'before', 'after')),
      position INTEGER NOT NULL CHECK (position > 0),
      sha256 TEXT NOT NULL REFERENCES evidence (sha256),
      caption TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (organisation, period, item, position),
      UNIQUE (organisation, period, item, use, sha256),
      FOREIGN KEY (organisation, period) REFERENCES self_check (organisation, period)
        ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX evidence_link_file ON evidence_link (sha256)",
)

LOOK_BACKS = (
    """
    CREATE TABLE look_back (
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      item TEXT NOT NULL CHECK (item <> ''),
      position INTEGER NOT NULL CHECK (position > 0),
      closing INTEGER NOT NULL CHECK (closing > 0),
      after_days INTEGER NOT NULL CHECK (after_days > 0),
      day TEXT NOT NULL CHECK (date(day, '+0 days') IS day),
      who TEXT NOT NULL CHECK (who <> ''),
      outcome TEXT NOT NULL CHECK (outcome IN ('holds', 'again', 'taken_back')),
      words TEXT NOT NULL DEFAULT '',
      at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
      PRIMARY KEY (organisation, period, item, position),
      FOREIGN KEY (organisation, period) REFERENCES self_check (organisation, period),
      FOREIGN KEY (organisation, period, item, closing)
        REFERENCES finding_event (organisation, period, item, position)
    ) STRICT
    """,
    """
    CREATE TRIGGER look_back_stays BEFORE UPDATE ON look_back
    BEGIN SELECT RAISE(ABORT, 'looks are never changed'); END
    """,
    """
    CREATE TRIGGER look_back_remains BEFORE DELETE ON look_back
    BEGIN SELECT RAISE(ABORT, 'looks are never deleted'); END
    """,
)
