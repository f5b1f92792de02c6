-- A country's year as if it had been received, see bench_national.py.
CREATE TEMP TABLE unit AS
    WITH RECURSIVE county(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM county WHERE n + 1 < :counties),
    town(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM town WHERE n < 13)
    SELECT printf('%02d%02d%02d%03d', 11 + county.n / 100, county.n / 10 % 10 + 1, county.n % 10 + 1,
      100 + town.n) AS code FROM county, town WHERE town.n < 13 OR county.n % 2;

INSERT INTO subordinate SELECT code, '第' || code || '镇', 'township', '[]', 0, 1, '' FROM unit;

INSERT INTO package (id, kind, sender, organisation, period, revision, key, made, digest, state,
      arrived) SELECT lower(hex(randomblob(32))), 'submission', code, code, period, 1, '', '2026-11-23T14:32:00', '',
      'taken', '2026-11-24T08:00:00' FROM (SELECT value AS period FROM json_each(:periods)), unit;

INSERT INTO head SELECT organisation, period, number, 0 FROM package;

INSERT INTO received_check SELECT number, organisation, period, '第' || organisation || '镇', 0,
      'township-centre', 1, '', 8000 + abs(random()) % 2000, 9000, 0, NULL, '[]', 120, 120, 24, 6
      FROM package;

INSERT INTO received_dimension SELECT number, code, '维度' || code, 150000, 160000 FROM package,
      (SELECT value AS code FROM json_each('["A","B","C","D","E","F"]'));

INSERT INTO received_item WITH RECURSIVE item(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM item
      WHERE n + 1 < :items) SELECT number, printf('%s%02d', substr('ABCDEF', n / 20 + 1, 1), n % 20 + 1),
      abs(random()) % 5, 10000, abs(random()) % 10000 FROM package, item;

INSERT INTO received_finding WITH RECURSIVE item(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM item
      WHERE n + 1 < :findings) SELECT number, printf('%s%02d', substr('ABCDEF', n / 4 + 1, 1), n % 4 + 1),
      printf('%s%02d', substr('ABCDEF', n / 4 + 1, 1), n % 4 + 1), substr('ABCDEF', n / 4 + 1, 1), 'duty',
      '问题', CASE n % 4 WHEN 0 THEN 'closed' ELSE 'open' END, '2026-11-01', '2026-12-0' || (1 + n % 9),
      5000, '党政办', '王喆', 0 FROM package, item;

INSERT INTO item_summary SELECT period, 'township-centre', item, substr(organisation, 1, 6),
      sum(outcome = 0), sum(outcome = 1), sum(outcome = 2), sum(outcome = 3), sum(outcome = 4),
      sum(points), sum(score) FROM received_item JOIN package ON number = package
      GROUP BY period, item, substr(organisation, 1, 6);

ANALYZE;
