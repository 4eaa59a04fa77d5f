-- What rtk-bill run is measured against: the same charge rows of the town of
-- tests/perf/run by one INSERT ... SELECT over the same tables, in floating
-- point, without proof, states of meters, findings or house figures. It looks
-- up what the data say, as anyone would write it: the versions in force, the
-- meters in place, the last reading of each month, prices and norms by date.
-- :period is the month, counted from 2000-01; :first and :last are its days.

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
  price AS MATERIALIZED (
    SELECT id, service, component, grp, zone, price
    FROM tariff
    WHERE valid_from_day <= :first
      AND (valid_to_day IS NULL OR valid_to_day >= :first)
  ),
  norm_now AS MATERIALIZED (
    SELECT category, value / 1e6 AS q
    FROM norm
    WHERE norm = 2 AND valid_from_day <= :first
      AND (valid_to_day IS NULL OR valid_to_day >= :first)
  ),
  account_now AS (
    SELECT a.account, a.account >> 12 AS building, a.area, a.grp
    FROM account_version AS a
    WHERE a.valid_from_day <= :last
      AND (a.closed_day IS NULL OR a.closed_day > :last)
      AND NOT EXISTS (
        SELECT 1 FROM account_version AS b
        WHERE b.account = a.account AND b.valid_from_day <= :last
          AND (b.valid_from_day, b.batch) > (a.valid_from_day, a.batch))
  ),
  usage AS (
    SELECT m.id >> 6 AS account, m.service,
      (SELECT value FROM reading
        WHERE id BETWEEN (:period << 42) | (m.id << 4)
          AND (:period << 42) | (m.id << 4) | 15
        ORDER BY day DESC LIMIT 1)
      - (SELECT value FROM reading
        WHERE id BETWEEN ((:period - 1) << 42) | (m.id << 4)
          AND ((:period - 1) << 42) | (m.id << 4) | 15
        ORDER BY day DESC LIMIT 1) AS volume
    FROM meter AS m
    JOIN meter_version AS v ON v.meter = m.id
    WHERE v.installed_day <= :last
      AND (v.removed_day IS NULL OR v.removed_day > :first)
      AND v.batch = (SELECT max(batch) FROM meter_version AS w
        WHERE w.meter = m.id)
  ),
  house AS MATERIALIZED (
    SELECT v.building, v.zone, v.water_heating_norm, u.volume, v.total_area,
      v.common_area
    FROM building_version AS v
    JOIN usage AS u ON u.account = v.building << 12 AND u.service = 0
    WHERE v.valid_from_day <= :last
      AND NOT EXISTS (
        SELECT 1 FROM building_version AS b
        WHERE b.building = v.building AND b.valid_from_day <= :last
          AND (b.valid_from_day, b.batch) > (v.valid_from_day, v.batch))
  ),
  line (account, number, tariff, price, volume, common) AS (
    SELECT a.account, 0, p.id, p.price,
      1.0 * h.volume * a.area / (h.total_area + h.common_area)
        + 1.0 * a.area / h.total_area * (h.volume
          - 1.0 * h.volume * h.total_area / (h.total_area + h.common_area)),
      1.0 * a.area / h.total_area * (h.volume
        - 1.0 * h.volume * h.total_area / (h.total_area + h.common_area))
    FROM account_now AS a
    JOIN house AS h ON h.building = a.building
    JOIN price AS p ON p.service = 0 AND p.grp = a.grp AND p.zone = h.zone
    UNION ALL
    SELECT a.account, CASE p.component WHEN 0 THEN 1 ELSE 2 END, p.id, p.price,
      sum(u.volume) * CASE p.component WHEN 0 THEN n.q ELSE 1 END, 0
    FROM usage AS u
    JOIN account_now AS a ON a.account = u.account
    JOIN house AS h ON h.building = a.building
    JOIN norm_now AS n ON n.category = h.water_heating_norm
    JOIN price AS p ON p.service = 1 AND p.grp = a.grp AND p.zone = h.zone
    WHERE u.service = 1
    GROUP BY a.account, p.id
  )
SELECT (:period << 42) | (account << 10) | number, number, tariff,
  CAST(round(volume) AS INTEGER), CAST(round(common) AS INTEGER),
  CAST(round(volume * price / 1e10) AS INTEGER)
FROM line;
