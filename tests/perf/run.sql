-- What rtk-bill run is measured against: the same charge rows of the town of
-- tests/perf/run by one INSERT ... SELECT, in floating point and without
-- proof. Everything is made easy for it: one version an account, one meter,
-- readings found by their key, rows written in the order of the key.
-- :period is the month, counted from 2000-01.

PRAGMA cache_size = -65536;
PRAGMA synchronous = FULL;
CREATE TABLE charge_sql (
  id INTEGER PRIMARY KEY,
  code INTEGER NOT NULL,
  tariff INTEGER NOT NULL,
  volume INTEGER NOT NULL,
  common INTEGER NOT NULL,
  amount_kop INTEGER NOT NULL,
  for_period INTEGER
) STRICT;

INSERT INTO charge_sql (id, code, tariff, volume, common, amount_kop)
WITH
  price (heating_id, heating, water_id, water, heat_id, heat) AS MATERIALIZED (
    SELECT
      (SELECT id FROM tariff WHERE zone = 'perf' AND service = 0),
      (SELECT price FROM tariff WHERE zone = 'perf' AND service = 0),
      (SELECT id FROM tariff WHERE zone = 'perf' AND service = 1
        AND component = 1),
      (SELECT price FROM tariff WHERE zone = 'perf' AND service = 1
        AND component = 1),
      (SELECT id FROM tariff WHERE zone = 'perf' AND service = 1
        AND component = 0),
      (SELECT price FROM tariff WHERE zone = 'perf' AND service = 1
        AND component = 0)
  ),
  q (q) AS MATERIALIZED (
    SELECT value / 1e6 FROM norm WHERE norm = 2 AND category = 'perf'
  ),
  house (building, volume, total, common) AS MATERIALIZED (
    SELECT v.building, now.value - before.value, v.total_area, v.common_area
    FROM building_version AS v
    JOIN reading AS now
      ON now.id = (:period << 42) | (((v.building << 12 << 6) | 1) << 4)
    JOIN reading AS before
      ON before.id = ((:period - 1) << 42)
        | (((v.building << 12 << 6) | 1) << 4)
  ),
  account_month (account, line, individual, common, water) AS (
    SELECT a.account, line.column1,
      1.0 * h.volume * a.area / (h.total + h.common),
      1.0 * a.area / h.total
        * (h.volume - 1.0 * h.volume * h.total / (h.total + h.common)),
      now.value - before.value
    FROM account_version AS a
    CROSS JOIN house AS h ON h.building = a.account >> 12
    CROSS JOIN reading AS now
      ON now.id = (:period << 42) | (((a.account << 6) | 1) << 4)
    CROSS JOIN reading AS before
      ON before.id = ((:period - 1) << 42) | (((a.account << 6) | 1) << 4)
    CROSS JOIN (VALUES (0), (1), (2)) AS line
  )
SELECT
  (:period << 42) | (account << 10) | line,
  line,
  CASE line WHEN 0 THEN heating_id WHEN 1 THEN heat_id ELSE water_id END,
  CAST(CASE line
    WHEN 0 THEN round(individual + account_month.common)
    WHEN 1 THEN round(account_month.water * q)
    ELSE account_month.water END AS INTEGER),
  CAST(CASE line WHEN 0 THEN round(account_month.common) ELSE 0 END
    AS INTEGER),
  CAST(round(CASE line
    WHEN 0 THEN (individual + account_month.common) * heating
    WHEN 1 THEN account_month.water * q * heat
    ELSE account_month.water * price.water END / 1e10) AS INTEGER)
FROM account_month, price, q;
