-- Keys: see model.h. Days are counted from 1970-01-01, months from 2000-01;
-- open ends are NULL. Money is in kopecks, prices in 1e-4 kopeck, volumes and
-- readings in 1e-6 Gcal or m3 (readings: 1e-6 of the meter's unit), areas in
-- 1e-2 m2, norms in 1e-6. Words are the numbers of the enums of model.h.
-- `batch` says when a fact became known; `line` is its physical line there.

CREATE TABLE book (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  first_period INTEGER NOT NULL
) STRICT;

-- What was imported: one row a file.
CREATE TABLE batch (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  imported_day INTEGER NOT NULL,
  row_count INTEGER NOT NULL CHECK (row_count = taken + known + quarantined),
  taken INTEGER NOT NULL CHECK (taken >= 0),
  known INTEGER NOT NULL CHECK (known >= 0),
  quarantined INTEGER NOT NULL CHECK (quarantined >= 0),
  amount_kop INTEGER NOT NULL,
  format TEXT NOT NULL, -- '': the usual one
  header TEXT NOT NULL, -- of a table: its first line
  UNIQUE (kind, sha256)
) STRICT;

-- Rows that wait for a person, as they were read. proposed: the value that
-- alone would explain an implausible one.
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  raw TEXT NOT NULL,
  proposed TEXT NOT NULL
) STRICT;
CREATE INDEX quarantine_raw ON quarantine (raw, batch);

-- What was decided of rows that wait; the last decision of a row counts.
-- action: 0 taken, as batch, 1 dropped, 2 the decision before it undone.
CREATE TABLE quarantine_decision (
  id INTEGER PRIMARY KEY,
  quarantine INTEGER NOT NULL,
  action INTEGER NOT NULL CHECK (action BETWEEN 0 AND 2),
  batch INTEGER NOT NULL CHECK (batch >= 0), -- 0: none
  decided_day INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> '')
) STRICT;
CREATE INDEX quarantine_decision_of ON quarantine_decision (quarantine);

-- Reference tables. A key known before and given again gets a new row with a
-- later batch; the latest batch not after the month's own is in force.
CREATE TABLE company (
  key TEXT NOT NULL,
  batch INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (key, batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE tariff (
  id INTEGER PRIMARY KEY,
  service INTEGER NOT NULL,
  component INTEGER NOT NULL,
  grp INTEGER NOT NULL,
  zone TEXT NOT NULL,
  unit TEXT NOT NULL,
  price INTEGER NOT NULL CHECK (price >= 0),
  vat_percent_bp INTEGER NOT NULL CHECK (vat_percent_bp BETWEEN 0 AND 10000),
  vat INTEGER NOT NULL,
  valid_from_day INTEGER NOT NULL,
  valid_to_day INTEGER,
  document TEXT NOT NULL,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL,
  UNIQUE (service, component, grp, zone, valid_from_day, batch)
) STRICT;

CREATE TABLE norm (
  id INTEGER PRIMARY KEY,
  norm INTEGER NOT NULL,
  category TEXT NOT NULL,
  value INTEGER NOT NULL CHECK (value >= 0),
  unit TEXT NOT NULL,
  valid_from_day INTEGER NOT NULL,
  valid_to_day INTEGER,
  document TEXT NOT NULL,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL,
  UNIQUE (norm, category, valid_from_day, batch)
) STRICT;

CREATE TABLE heating_months (
  id INTEGER PRIMARY KEY,
  municipality TEXT NOT NULL,
  mode INTEGER NOT NULL,
  months INTEGER NOT NULL CHECK (months BETWEEN 1 AND 4095),
  valid_from_day INTEGER NOT NULL,
  document TEXT NOT NULL,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL,
  UNIQUE (municipality, valid_from_day, batch)
) STRICT;

CREATE TABLE policy (
  id INTEGER PRIMARY KEY,
  policy TEXT NOT NULL,
  value TEXT NOT NULL,
  valid_from_day INTEGER NOT NULL,
  document TEXT NOT NULL,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL,
  UNIQUE (policy, valid_from_day, batch)
) STRICT;

-- Figures of Annex 1 and section VIII, in 1e-6.
CREATE TABLE quality (
  id INTEGER PRIMARY KEY,
  parameter TEXT NOT NULL,
  value INTEGER NOT NULL CHECK (value >= 0),
  valid_from_day INTEGER NOT NULL,
  document TEXT NOT NULL,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL,
  UNIQUE (parameter, valid_from_day, batch)
) STRICT;

-- Mean outdoor temperature of a day, 1e-2 degrees.
CREATE TABLE temperature (
  id INTEGER PRIMARY KEY,
  municipality TEXT NOT NULL,
  day INTEGER NOT NULL,
  value INTEGER NOT NULL,
  heating INTEGER NOT NULL CHECK (heating IN (0, 1)),
  document TEXT NOT NULL,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL,
  UNIQUE (day, municipality, batch)
) STRICT;

CREATE TABLE calendar (
  day INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  working INTEGER NOT NULL CHECK (working IN (0, 1)),
  name TEXT NOT NULL,
  PRIMARY KEY (day, batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE due_day (
  valid_from_period INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 31),
  document TEXT NOT NULL,
  PRIMARY KEY (valid_from_period, batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE key_rate (
  valid_from_day INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  rate_bp INTEGER NOT NULL CHECK (rate_bp >= 0),
  PRIMARY KEY (valid_from_day, batch)
) STRICT, WITHOUT ROWID;

-- how people call a street; only for messages that are still to be read
CREATE TABLE street_alias (
  street TEXT NOT NULL,
  alias TEXT NOT NULL,
  valid_from_day INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  valid_to_day INTEGER,
  document TEXT NOT NULL,
  PRIMARY KEY (street, alias, valid_from_day, batch)
) STRICT, WITHOUT ROWID;

-- who may send tables of readings by e-mail: an address, or @domain
CREATE TABLE mail_sender (
  sender TEXT NOT NULL,
  valid_from_day INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  may_send TEXT NOT NULL,
  valid_to_day INTEGER,
  document TEXT NOT NULL,
  PRIMARY KEY (sender, valid_from_day, batch)
) STRICT, WITHOUT ROWID;

-- messages that were read: the SHA-256 of what names one
CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
  batch INTEGER NOT NULL
) STRICT;

CREATE TABLE penalty_rule (
  class INTEGER NOT NULL,
  day_from INTEGER NOT NULL,
  valid_from_day INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  day_to INTEGER,
  denominator INTEGER NOT NULL CHECK (denominator > 0),
  document TEXT NOT NULL,
  PRIMARY KEY (class, day_from, valid_from_day, batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE penalty_ceiling (
  class INTEGER NOT NULL, -- -1: all
  date_from_day INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  date_to_day INTEGER NOT NULL,
  rate_bp INTEGER NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (class, date_from_day, batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE moratorium (
  class INTEGER NOT NULL, -- -1: all
  date_from_day INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  date_to_day INTEGER NOT NULL,
  claims_before_day INTEGER,
  document TEXT NOT NULL,
  PRIMARY KEY (class, date_from_day, batch)
) STRICT, WITHOUT ROWID;

-- Days on which an account has no penalty; the newest row of a key counts.
CREATE TABLE penalty_exemption (
  account INTEGER NOT NULL,
  date_from_day INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  date_to_day INTEGER,
  document TEXT NOT NULL,
  line INTEGER NOT NULL,
  PRIMARY KEY (account, date_from_day, batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE state_duty (
  over_kop INTEGER NOT NULL CHECK (over_kop >= 0),
  valid_from_day INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  duty_kop INTEGER NOT NULL,
  percent_bp INTEGER NOT NULL,
  order_percent_bp INTEGER NOT NULL,
  order_min_kop INTEGER NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (over_kop, valid_from_day, batch)
) STRICT, WITHOUT ROWID;

-- Instalments of agreements on a debt; the newest row of a key counts.
CREATE TABLE agreement (
  account INTEGER NOT NULL,
  number TEXT NOT NULL,
  pay_day INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  signed_day INTEGER NOT NULL,
  amount_kop INTEGER NOT NULL CHECK (amount_kop >= 0), -- 0: called off
  document TEXT NOT NULL,
  line INTEGER NOT NULL,
  PRIMARY KEY (account, number, pay_day, batch)
) STRICT, WITHOUT ROWID;

-- Until when debts of some months can be claimed, if it is longer.
CREATE TABLE limitation (
  account INTEGER NOT NULL,
  period_from INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  period_to INTEGER NOT NULL,
  until_day INTEGER NOT NULL,
  document TEXT NOT NULL,
  line INTEGER NOT NULL,
  PRIMARY KEY (account, period_from, batch)
) STRICT, WITHOUT ROWID;

-- When and how the notice of a month was delivered.
CREATE TABLE delivery (
  period INTEGER NOT NULL,
  account INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  day INTEGER NOT NULL,
  channel TEXT NOT NULL,
  document TEXT NOT NULL,
  line INTEGER NOT NULL,
  PRIMARY KEY (period, account, batch)
) STRICT, WITHOUT ROWID;

-- Registry. Objects get their key once; what is said of them is versions.
CREATE TABLE building (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 1048575),
  code TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE building_version (
  building INTEGER NOT NULL,
  valid_from_day INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  municipality TEXT NOT NULL,
  street TEXT NOT NULL,
  house TEXT NOT NULL,
  post_index TEXT NOT NULL,
  zone TEXT NOT NULL,
  storeys INTEGER NOT NULL,
  total_area INTEGER NOT NULL CHECK (total_area > 0),
  common_area INTEGER NOT NULL CHECK (common_area >= 0),
  heating_norm TEXT NOT NULL,
  hot_water_norm TEXT NOT NULL,
  water_heating_norm TEXT NOT NULL,
  system INTEGER NOT NULL,
  indoor_norm INTEGER,
  corner_norm INTEGER,
  route TEXT NOT NULL,
  fias TEXT NOT NULL,
  common_to_owners INTEGER CHECK (common_to_owners IN (0, 1)),
  allocators INTEGER CHECK (allocators IN (0, 1)),
  line INTEGER NOT NULL,
  PRIMARY KEY (building, valid_from_day, batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE account_version (
  account INTEGER NOT NULL,
  valid_from_day INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  area INTEGER NOT NULL CHECK (area >= 0),
  heated INTEGER NOT NULL,
  hot_water INTEGER NOT NULL,
  meter_possible INTEGER NOT NULL,
  registered INTEGER NOT NULL CHECK (registered BETWEEN 0 AND 10000),
  owners INTEGER NOT NULL CHECK (owners BETWEEN 0 AND 10000),
  grp INTEGER NOT NULL,
  penalty_class INTEGER NOT NULL,
  delivery INTEGER NOT NULL,
  closed_day INTEGER,
  living_area INTEGER NOT NULL CHECK (living_area >= 0), -- of a room
  line INTEGER NOT NULL,
  PRIMARY KEY (account, valid_from_day, batch)
) STRICT, WITHOUT ROWID;

-- The words of the same version: apart, so that a month's scan is short.
CREATE TABLE account_contact (
  account INTEGER NOT NULL,
  valid_from_day INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  flat TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  els TEXT NOT NULL,
  inn TEXT NOT NULL,
  contract TEXT NOT NULL,
  PRIMARY KEY (account, valid_from_day, batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE residents (
  account INTEGER NOT NULL,
  valid_from_day INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  registered INTEGER NOT NULL CHECK (registered BETWEEN 0 AND 10000),
  owners INTEGER CHECK (owners BETWEEN 0 AND 10000),
  line INTEGER NOT NULL,
  PRIMARY KEY (account, valid_from_day, batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE temporary (
  account INTEGER NOT NULL,
  date_from_day INTEGER NOT NULL,
  date_to_day INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  persons INTEGER NOT NULL CHECK (persons BETWEEN 0 AND 10000),
  line INTEGER NOT NULL,
  PRIMARY KEY (account, date_from_day, date_to_day, batch)
) STRICT, WITHOUT ROWID;

-- Contracts with legal entities, in whole months. A plan (Gcal a month, one
-- number or twelve) and a schedule of payment stand as they were written.
CREATE TABLE contract (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  valid_from_day INTEGER NOT NULL,
  valid_to_day INTEGER,
  load INTEGER NOT NULL CHECK (load >= 0), -- 1e-6 Gcal an hour
  indoor INTEGER,                          -- 1e-2 degrees
  design INTEGER,
  hours INTEGER NOT NULL CHECK (hours BETWEEN 1 AND 24), -- a day
  coldest INTEGER, -- where the temperature graph is cut, 1e-2 degrees
  warmest INTEGER,
  plan TEXT NOT NULL,
  schedule TEXT NOT NULL,
  document TEXT NOT NULL,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL,
  UNIQUE (account, valid_from_day, batch)
) STRICT;

-- Acts of inspections: no access (days of it), unauthorised use (days to be
-- charged). A later row of the same key replaces the act.
CREATE TABLE act (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL,
  service INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  day INTEGER NOT NULL,
  from_day INTEGER,
  to_day INTEGER,
  throughput INTEGER NOT NULL CHECK (throughput >= 0), -- 1e-6 m3 an hour
  annulled INTEGER NOT NULL CHECK (annulled IN (0, 1)),
  document TEXT NOT NULL,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL,
  UNIQUE (account, service, kind, day, batch)
) STRICT;

-- What heat-cost allocators counted in a settlement of months, weighted; NULL:
-- they failed, or there are none. The month of settled_day takes the
-- correction, for all accounts of the building. A later row of the same
-- account and months takes the place of one before.
CREATE TABLE allocator (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL,
  from_period INTEGER NOT NULL,
  to_period INTEGER NOT NULL CHECK (to_period >= from_period),
  units INTEGER CHECK (units >= 0), -- 1e-6
  document TEXT NOT NULL,
  settled_day INTEGER NOT NULL, -- the first day of a month
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL,
  UNIQUE (account, from_period, to_period, batch)
) STRICT;
CREATE INDEX allocator_settled ON allocator (settled_day, account);

CREATE TABLE meter (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  service INTEGER NOT NULL,
  serial TEXT NOT NULL
) STRICT;
CREATE INDEX meter_serial ON meter (serial);

CREATE TABLE meter_version (
  meter INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  unit INTEGER NOT NULL,
  digits INTEGER NOT NULL CHECK (digits BETWEEN 1 AND 12),
  decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 6),
  installed_day INTEGER NOT NULL,
  initial INTEGER NOT NULL CHECK (initial >= 0),
  verified_until_day INTEGER,
  removed_day INTEGER,
  final INTEGER,
  reason INTEGER NOT NULL,
  gis_number TEXT NOT NULL, -- in the state system GIS; empty: none
  line INTEGER NOT NULL,
  PRIMARY KEY (meter, batch)
) STRICT, WITHOUT ROWID;
CREATE INDEX meter_gis_number ON meter_version (gis_number)
  WHERE gis_number <> '';

-- id: period << 42 | meter << 4 | number.
CREATE TABLE reading (
  id INTEGER PRIMARY KEY,
  value INTEGER NOT NULL,
  day INTEGER NOT NULL,
  channel INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL
) STRICT;

-- Absences and outages stand in every month that they touch; the newest row
-- of a key counts. id: period << 42 | account << 10 | number; account << 12
-- with number 0 is the building.
CREATE TABLE absence (
  id INTEGER PRIMARY KEY,
  date_from_day INTEGER NOT NULL,
  date_to_day INTEGER NOT NULL CHECK (date_to_day >= date_from_day),
  persons INTEGER NOT NULL CHECK (persons BETWEEN 0 AND 10000), -- 0: cancelled
  flags INTEGER NOT NULL,        -- 1 force majeure
  document TEXT NOT NULL,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL
) STRICT;

-- Appeals of consumers; the latest row of one is what is known of it.
CREATE TABLE appeal (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL,
  code TEXT NOT NULL,
  received_day INTEGER NOT NULL,
  channel TEXT NOT NULL,
  subject INTEGER NOT NULL,
  answered_day INTEGER,
  answer TEXT NOT NULL,
  document TEXT NOT NULL,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL,
  UNIQUE (code, batch)
) STRICT;
CREATE TABLE outage (
  id INTEGER PRIMARY KEY,
  service INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  begin_minute INTEGER NOT NULL, -- since 1970-01-01 00:00, wall clock
  end_minute INTEGER NOT NULL CHECK (end_minute >= begin_minute), -- =: cancelled
  temperature INTEGER,           -- 1e-2 degrees
  pressure INTEGER,              -- 1e-6 MPa
  flags INTEGER NOT NULL,        -- 1 dead end, 2 planned, 4 corner room
  document TEXT NOT NULL,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL
) STRICT;

-- Months that the readings of a batch count for.
CREATE TABLE reading_month (
  batch INTEGER NOT NULL,
  period INTEGER NOT NULL,
  PRIMARY KEY (batch, period)
) STRICT, WITHOUT ROWID;

-- Opening debt (+) or advance (-) taken over from another system.
CREATE TABLE opening (
  account INTEGER NOT NULL,
  service INTEGER NOT NULL,
  for_period INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  amount_kop INTEGER NOT NULL,
  line INTEGER NOT NULL,
  PRIMARY KEY (account, service, for_period)
) STRICT, WITHOUT ROWID;

-- Money that came in, a row each, for ever.
CREATE TABLE entry (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL,
  source TEXT NOT NULL,      -- 'cash', 'sber', 'statement'
  operation TEXT,            -- the bank's id, never free again
  sign INTEGER NOT NULL CHECK (sign IN (-1, 1)),
  paid_day INTEGER NOT NULL,
  amount_kop INTEGER NOT NULL,
  commission_kop INTEGER NOT NULL,
  account_text TEXT NOT NULL,
  for_period INTEGER,
  penalty INTEGER NOT NULL CHECK (penalty IN (0, 1)),
  channel TEXT NOT NULL,
  reason TEXT NOT NULL,      -- why it could not be posted; '' if it could
  raw TEXT NOT NULL,
  payment TEXT,              -- id of what it takes back; NULL: the same id
  UNIQUE (source, operation, sign)
) STRICT;
CREATE INDEX entry_refund ON entry (source, payment)
  WHERE payment IS NOT NULL;
CREATE INDEX entry_hanging ON entry (batch) WHERE reason <> '';

-- Entries posted to accounts; corrections are new rows.
CREATE TABLE posting (
  period INTEGER NOT NULL,
  account INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  number INTEGER NOT NULL,
  amount_kop INTEGER NOT NULL,
  paid_day INTEGER NOT NULL,
  penalty INTEGER NOT NULL CHECK (penalty IN (0, 1)),
  posted_day INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (period, account, entry, number)
) STRICT, WITHOUT ROWID;
-- What became of entries later, by a person or a rule. The parts of an entry
-- make its amount. A part taken back is a row of the other sign that names
-- it, and the entry hangs (again).
CREATE TABLE assignment (
  id INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL,
  number INTEGER NOT NULL,
  -- 'account': posted there; 'return': owed to the payer again;
  -- 'cancel': the bank called it back;
  -- 'register': the money of a register, so it is nobody's payment
  kind TEXT NOT NULL
    CHECK (kind IN ('account', 'return', 'cancel', 'register')),
  account INTEGER NOT NULL CHECK ((account <> 0) = (kind = 'account')),
  amount_kop INTEGER NOT NULL,
  period INTEGER NOT NULL,
  posted_day INTEGER NOT NULL,
  reason TEXT NOT NULL,
  reverses INTEGER, -- number of the part; -1: the posting as it came in
  UNIQUE (entry, number)
) STRICT;
CREATE INDEX assignment_period ON assignment (period);
CREATE INDEX assignment_reversal ON assignment (entry)
  WHERE reverses IS NOT NULL;

CREATE TABLE register (
  batch INTEGER PRIMARY KEY,
  format TEXT NOT NULL,
  own_account TEXT NOT NULL,
  order_number TEXT NOT NULL,
  order_day INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  gross_kop INTEGER NOT NULL,
  transfer_kop INTEGER NOT NULL,
  commission_kop INTEGER NOT NULL,
  -- of it the rows that no earlier file brought
  new_gross_kop INTEGER NOT NULL,
  new_transfer_kop INTEGER NOT NULL,
  -- their entries have ids from here on, their postings months
  first_entry INTEGER NOT NULL,
  first_period INTEGER NOT NULL,
  CHECK (gross_kop = transfer_kop + commission_kop)
) STRICT;

CREATE TABLE statement (
  batch INTEGER NOT NULL,
  number INTEGER NOT NULL,
  own_account TEXT NOT NULL,
  date_from_day INTEGER NOT NULL,
  date_to_day INTEGER NOT NULL,
  opening_kop INTEGER NOT NULL,
  in_kop INTEGER NOT NULL,
  out_kop INTEGER NOT NULL,
  closing_kop INTEGER NOT NULL,
  PRIMARY KEY (batch, number)
) STRICT, WITHOUT ROWID;

-- Documents of the bank statement.
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL,
  own_account TEXT NOT NULL,
  direction INTEGER NOT NULL CHECK (direction IN (-1, 1)), -- 1: in
  posted_day INTEGER NOT NULL,
  number TEXT NOT NULL,
  document_day INTEGER NOT NULL,
  amount_kop INTEGER NOT NULL CHECK (amount_kop >= 0),
  other_account TEXT NOT NULL,
  other_inn TEXT NOT NULL,
  other_name TEXT NOT NULL,
  payment_kind TEXT NOT NULL, -- kind of order, 01, 17 ...
  purpose TEXT NOT NULL,
  occurrence INTEGER NOT NULL,
  UNIQUE (own_account, direction, posted_day, number, document_day,
    amount_kop, other_account, occurrence)
) STRICT;

-- What a document was found to be: the money of a register, a commission
-- taken apart, a direct payment. One order may pay several registers.
CREATE TABLE tie (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL,
  register INTEGER NOT NULL, -- batch of the register; 0: none
  entry INTEGER,             -- direct payment
  how TEXT NOT NULL,
  tied_day INTEGER NOT NULL,
  reason TEXT NOT NULL,      -- of a person; '' of a rule
  UNIQUE (document, register)
) STRICT;
CREATE INDEX tie_register ON tie (register);

-- The open month as last calculated.
CREATE TABLE draft (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  period INTEGER NOT NULL,
  batch_max INTEGER NOT NULL,
  accounts INTEGER NOT NULL,
  lines INTEGER NOT NULL
) STRICT;

-- Faults and findings of the last run of the open month.
CREATE TABLE finding (
  period INTEGER NOT NULL,
  number INTEGER NOT NULL,
  fault TEXT NOT NULL,
  object TEXT NOT NULL,
  detail TEXT NOT NULL,
  blocking INTEGER NOT NULL,
  PRIMARY KEY (period, number)
) STRICT, WITHOUT ROWID;

-- Words of charge lines, once for all lines that share them.
CREATE TABLE charge_sort (
  id INTEGER PRIMARY KEY CHECK (id > 0),
  service INTEGER NOT NULL,
  component INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  method INTEGER NOT NULL,
  formula INTEGER NOT NULL,
  decimals INTEGER NOT NULL, -- of the printed volume
  reason INTEGER NOT NULL,   -- of a recalculation
  tariff INTEGER NOT NULL,
  for_period INTEGER         -- NULL: the month itself
) STRICT;

-- id: period << 42 | account << 10 | line.
CREATE TABLE charge (
  id INTEGER PRIMARY KEY,
  sort INTEGER NOT NULL,
  volume INTEGER NOT NULL,
  common INTEGER NOT NULL,
  amount_kop INTEGER NOT NULL
) STRICT;

-- The same for people who ask in SQL.
CREATE VIEW charge_line AS
SELECT c.id >> 42 AS period, (c.id >> 10) & 4294967295 AS account,
  c.id & 1023 AS line, s.service, s.component, s.kind, s.method, s.formula,
  s.decimals, s.reason, s.tariff,
  coalesce(s.for_period, c.id >> 42) AS for_period, c.volume,
  c.common, c.amount_kop
FROM charge AS c
JOIN charge_sort AS s ON s.id = c.sort;

-- House figures of a month, and the packed state of its meters after it.
-- id: period << 20 | building.
CREATE TABLE building_month (
  id INTEGER PRIMARY KEY,
  house_volume INTEGER,   -- V_D, 1e-6 Gcal
  total_area INTEGER NOT NULL,
  common_area INTEGER NOT NULL,
  zero_area INTEGER NOT NULL,    -- S_ind
  metered_area INTEGER NOT NULL,
  metered_volume INTEGER NOT NULL,
  state BLOB NOT NULL
) STRICT;

-- Differences that an open month took for closed ones. code: that of the line
-- it corrects, with the reason.
CREATE TABLE recalculation (
  period INTEGER NOT NULL,
  account INTEGER NOT NULL,
  for_period INTEGER NOT NULL,
  code INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  tariff INTEGER NOT NULL,
  volume INTEGER NOT NULL,
  common INTEGER NOT NULL,
  amount_kop INTEGER NOT NULL,
  source_batch INTEGER NOT NULL, -- the fact that came late
  source_line INTEGER NOT NULL,
  PRIMARY KEY (period, account, for_period, code, batch),
  CHECK (for_period < period)
) STRICT, WITHOUT ROWID;

-- States of meters after a closed month as a recalculation found them.
-- id: period << 20 | building.
CREATE TABLE corrected_state (
  id INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  state BLOB NOT NULL,
  PRIMARY KEY (id, batch)
) STRICT, WITHOUT ROWID;
CREATE INDEX corrected_state_batch ON corrected_state (batch);

-- Closing balance of an account: id: period << 32 | account.
CREATE TABLE balance (
  id INTEGER PRIMARY KEY,
  heating_kop INTEGER NOT NULL,
  hot_water_kop INTEGER NOT NULL,
  penalty_kop INTEGER NOT NULL
) STRICT;

-- What the close remembers of an account that owes or has money over; the
-- others owe the lines of the month. id: period << 32 | account; account 0
-- says that the month has such rows.
CREATE TABLE debt_state (
  id INTEGER PRIMARY KEY,
  state BLOB NOT NULL
) STRICT;

-- Closed months and their certificates.
CREATE TABLE month (
  period INTEGER PRIMARY KEY,
  closed_day INTEGER NOT NULL,
  batch_max INTEGER NOT NULL,
  accounts INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  amount_kop INTEGER NOT NULL,
  content_sha256 TEXT NOT NULL, -- of the list of accounts and their lines
  certificate TEXT NOT NULL,    -- chained to the month before
  seal TEXT NOT NULL,           -- the same as that of its part 'month'
  engine TEXT NOT NULL          -- version of the program that closed it
) STRICT;

-- What came between the close before and that of the month, table by table,
-- in pieces; the part 'month' is over all of them, the month and the seal of
-- the month before. See store/seal.h.
CREATE TABLE seal (
  period INTEGER NOT NULL,
  part TEXT NOT NULL,
  number INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  key INTEGER NOT NULL, -- rows of the next month have ids or batches after it
  sha256 TEXT NOT NULL,
  PRIMARY KEY (period, part, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE month_sum (
  period INTEGER NOT NULL,
  service INTEGER NOT NULL,
  component INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  amount_kop INTEGER NOT NULL,
  PRIMARY KEY (period, service, component, kind)
) STRICT, WITHOUT ROWID;

-- A closed month cannot be changed, by any program. INSERT OR REPLACE fires no
-- trigger of DELETE: a key that is there already is refused as well.
CREATE TRIGGER charge_no_insert BEFORE INSERT ON charge
WHEN NEW.id >> 42 <= (SELECT max(period) FROM month)
BEGIN SELECT RAISE(ABORT, 'rtk: the month is closed'); END;
CREATE TRIGGER charge_no_delete BEFORE DELETE ON charge
WHEN OLD.id >> 42 <= (SELECT max(period) FROM month)
BEGIN SELECT RAISE(ABORT, 'rtk: the month is closed'); END;
CREATE TRIGGER charge_no_update BEFORE UPDATE ON charge
BEGIN SELECT RAISE(ABORT, 'rtk: lines are replaced, never changed'); END;
CREATE TRIGGER building_month_no_insert BEFORE INSERT ON building_month
WHEN NEW.id >> 20 <= (SELECT max(period) FROM month)
BEGIN SELECT RAISE(ABORT, 'rtk: the month is closed'); END;
CREATE TRIGGER building_month_no_delete BEFORE DELETE ON building_month
WHEN OLD.id >> 20 <= (SELECT max(period) FROM month)
BEGIN SELECT RAISE(ABORT, 'rtk: the month is closed'); END;
CREATE TRIGGER building_month_no_update BEFORE UPDATE ON building_month
BEGIN SELECT RAISE(ABORT, 'rtk: figures are replaced, never changed'); END;
CREATE TRIGGER finding_no_insert BEFORE INSERT ON finding
WHEN NEW.period <= (SELECT max(period) FROM month)
BEGIN SELECT RAISE(ABORT, 'rtk: the month is closed'); END;
CREATE TRIGGER finding_no_delete BEFORE DELETE ON finding
WHEN OLD.period <= (SELECT max(period) FROM month)
BEGIN SELECT RAISE(ABORT, 'rtk: the month is closed'); END;
CREATE TRIGGER finding_no_update BEFORE UPDATE ON finding
BEGIN SELECT RAISE(ABORT, 'rtk: findings are replaced, never changed'); END;
CREATE TRIGGER recalculation_no_insert BEFORE INSERT ON recalculation
WHEN NEW.period <= (SELECT max(period) FROM month)
BEGIN SELECT RAISE(ABORT, 'rtk: the month is closed'); END;
CREATE TRIGGER recalculation_no_replace BEFORE INSERT ON recalculation
WHEN EXISTS (SELECT 1 FROM recalculation
  WHERE period = NEW.period AND account = NEW.account
    AND for_period = NEW.for_period AND code = NEW.code
    AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what was posted is never replaced'); END;
CREATE TRIGGER recalculation_no_delete BEFORE DELETE ON recalculation
BEGIN SELECT RAISE(ABORT, 'rtk: what was posted is never deleted'); END;
CREATE TRIGGER recalculation_no_update BEFORE UPDATE ON recalculation
BEGIN SELECT RAISE(ABORT, 'rtk: what was posted is never changed'); END;
CREATE TRIGGER corrected_state_no_replace BEFORE INSERT ON corrected_state
WHEN EXISTS (SELECT 1 FROM corrected_state
  WHERE id = NEW.id AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what was posted is never replaced'); END;
CREATE TRIGGER corrected_state_no_delete BEFORE DELETE ON corrected_state
BEGIN SELECT RAISE(ABORT, 'rtk: what was posted is never deleted'); END;
CREATE TRIGGER corrected_state_no_update BEFORE UPDATE ON corrected_state
BEGIN SELECT RAISE(ABORT, 'rtk: what was posted is never changed'); END;
CREATE TRIGGER balance_no_insert BEFORE INSERT ON balance
WHEN NEW.id >> 32 <= (SELECT max(period) FROM month)
BEGIN SELECT RAISE(ABORT, 'rtk: the month is closed'); END;
CREATE TRIGGER balance_no_delete BEFORE DELETE ON balance
BEGIN SELECT RAISE(ABORT, 'rtk: balances are never deleted'); END;
CREATE TRIGGER balance_no_update BEFORE UPDATE ON balance
BEGIN SELECT RAISE(ABORT, 'rtk: balances are never changed'); END;
CREATE TRIGGER debt_state_no_insert BEFORE INSERT ON debt_state
WHEN NEW.id >> 32 <= (SELECT max(period) FROM month)
BEGIN SELECT RAISE(ABORT, 'rtk: the month is closed'); END;
CREATE TRIGGER debt_state_no_delete BEFORE DELETE ON debt_state
BEGIN SELECT RAISE(ABORT, 'rtk: states of debtors are never deleted'); END;
CREATE TRIGGER debt_state_no_update BEFORE UPDATE ON debt_state
BEGIN SELECT RAISE(ABORT, 'rtk: states of debtors are never changed'); END;
CREATE TRIGGER month_no_insert BEFORE INSERT ON month
WHEN NEW.period IS NOT coalesce((SELECT max(period) + 1 FROM month),
  (SELECT first_period FROM book))
BEGIN SELECT RAISE(ABORT, 'rtk: months are closed in their order'); END;
CREATE TRIGGER month_no_delete BEFORE DELETE ON month
BEGIN SELECT RAISE(ABORT, 'rtk: a certificate is never deleted'); END;
CREATE TRIGGER month_no_update BEFORE UPDATE ON month
BEGIN SELECT RAISE(ABORT, 'rtk: a certificate is never changed'); END;
CREATE TRIGGER month_sum_no_insert BEFORE INSERT ON month_sum
WHEN NEW.period <= (SELECT max(period) FROM month)
BEGIN SELECT RAISE(ABORT, 'rtk: the month is closed'); END;
CREATE TRIGGER month_sum_no_delete BEFORE DELETE ON month_sum
BEGIN SELECT RAISE(ABORT, 'rtk: a certificate is never deleted'); END;
CREATE TRIGGER month_sum_no_update BEFORE UPDATE ON month_sum
BEGIN SELECT RAISE(ABORT, 'rtk: a certificate is never changed'); END;
CREATE TRIGGER seal_no_insert BEFORE INSERT ON seal
WHEN NEW.period <= (SELECT max(period) FROM month)
BEGIN SELECT RAISE(ABORT, 'rtk: the month is closed'); END;
CREATE TRIGGER seal_no_delete BEFORE DELETE ON seal
BEGIN SELECT RAISE(ABORT, 'rtk: a seal is never deleted'); END;
CREATE TRIGGER seal_no_update BEFORE UPDATE ON seal
BEGIN SELECT RAISE(ABORT, 'rtk: a seal is never changed'); END;
CREATE TRIGGER posting_no_insert BEFORE INSERT ON posting
WHEN NEW.period <= (SELECT max(period) FROM month)
BEGIN SELECT RAISE(ABORT, 'rtk: the month is closed'); END;
CREATE TRIGGER posting_no_replace BEFORE INSERT ON posting
WHEN EXISTS (SELECT 1 FROM posting
  WHERE period = NEW.period AND account = NEW.account AND entry = NEW.entry
    AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'rtk: postings are never replaced'); END;
CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting
BEGIN SELECT RAISE(ABORT, 'rtk: postings are reversed, never deleted'); END;
CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting
BEGIN SELECT RAISE(ABORT, 'rtk: postings are reversed, never changed'); END;

-- Facts that came in stay as they came in.
CREATE TRIGGER book_no_replace BEFORE INSERT ON book
WHEN EXISTS (SELECT 1 FROM book WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER book_no_delete BEFORE DELETE ON book
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER book_no_update BEFORE UPDATE ON book
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER charge_sort_no_replace BEFORE INSERT ON charge_sort
WHEN EXISTS (SELECT 1 FROM charge_sort WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rtk: words of lines are never replaced'); END;
CREATE TRIGGER charge_sort_no_delete BEFORE DELETE ON charge_sort
BEGIN SELECT RAISE(ABORT, 'rtk: words of lines are never deleted'); END;
CREATE TRIGGER charge_sort_no_update BEFORE UPDATE ON charge_sort
BEGIN SELECT RAISE(ABORT, 'rtk: words of lines are never changed'); END;
CREATE TRIGGER batch_no_replace BEFORE INSERT ON batch
WHEN EXISTS (SELECT 1 FROM batch WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM batch
  WHERE kind = NEW.kind AND sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER batch_no_delete BEFORE DELETE ON batch
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER batch_no_update BEFORE UPDATE ON batch
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER quarantine_no_replace BEFORE INSERT ON quarantine
WHEN EXISTS (SELECT 1 FROM quarantine WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER quarantine_no_delete BEFORE DELETE ON quarantine
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER quarantine_no_update BEFORE UPDATE ON quarantine
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER quarantine_decision_no_replace
BEFORE INSERT ON quarantine_decision
WHEN EXISTS (SELECT 1 FROM quarantine_decision WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER quarantine_decision_no_delete
BEFORE DELETE ON quarantine_decision
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER quarantine_decision_no_update
BEFORE UPDATE ON quarantine_decision
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER company_no_replace BEFORE INSERT ON company
WHEN EXISTS (SELECT 1 FROM company WHERE key = NEW.key AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER company_no_delete BEFORE DELETE ON company
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER company_no_update BEFORE UPDATE ON company
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER tariff_no_replace BEFORE INSERT ON tariff
WHEN EXISTS (SELECT 1 FROM tariff WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM tariff
  WHERE service = NEW.service AND component = NEW.component
    AND grp = NEW.grp AND zone = NEW.zone
    AND valid_from_day = NEW.valid_from_day AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER tariff_no_delete BEFORE DELETE ON tariff
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER tariff_no_update BEFORE UPDATE ON tariff
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER norm_no_replace BEFORE INSERT ON norm
WHEN EXISTS (SELECT 1 FROM norm WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM norm
  WHERE norm = NEW.norm AND category = NEW.category
    AND valid_from_day = NEW.valid_from_day AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER norm_no_delete BEFORE DELETE ON norm
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER norm_no_update BEFORE UPDATE ON norm
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER heating_months_no_replace BEFORE INSERT ON heating_months
WHEN EXISTS (SELECT 1 FROM heating_months WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM heating_months
  WHERE municipality = NEW.municipality
    AND valid_from_day = NEW.valid_from_day AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER heating_months_no_delete BEFORE DELETE ON heating_months
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER heating_months_no_update BEFORE UPDATE ON heating_months
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER policy_no_replace BEFORE INSERT ON policy
WHEN EXISTS (SELECT 1 FROM policy WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM policy
  WHERE policy = NEW.policy AND valid_from_day = NEW.valid_from_day
    AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER temperature_no_replace BEFORE INSERT ON temperature
WHEN EXISTS (SELECT 1 FROM temperature WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM temperature
  WHERE municipality = NEW.municipality AND day = NEW.day
    AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER temperature_no_delete BEFORE DELETE ON temperature
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER temperature_no_update BEFORE UPDATE ON temperature
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER policy_no_delete BEFORE DELETE ON policy
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER policy_no_update BEFORE UPDATE ON policy
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER quality_no_replace BEFORE INSERT ON quality
WHEN EXISTS (SELECT 1 FROM quality WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM quality
  WHERE parameter = NEW.parameter AND valid_from_day = NEW.valid_from_day
    AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER absence_no_replace BEFORE INSERT ON absence
WHEN EXISTS (SELECT 1 FROM absence WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER outage_no_replace BEFORE INSERT ON outage
WHEN EXISTS (SELECT 1 FROM outage WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER quality_no_delete BEFORE DELETE ON quality
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER quality_no_update BEFORE UPDATE ON quality
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER absence_no_delete BEFORE DELETE ON absence
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER absence_no_update BEFORE UPDATE ON absence
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER outage_no_delete BEFORE DELETE ON outage
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER outage_no_update BEFORE UPDATE ON outage
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER calendar_no_replace BEFORE INSERT ON calendar
WHEN EXISTS (SELECT 1 FROM calendar WHERE day = NEW.day AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER calendar_no_delete BEFORE DELETE ON calendar
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER calendar_no_update BEFORE UPDATE ON calendar
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER due_day_no_replace BEFORE INSERT ON due_day
WHEN EXISTS (SELECT 1 FROM due_day
  WHERE valid_from_period = NEW.valid_from_period AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER due_day_no_delete BEFORE DELETE ON due_day
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER due_day_no_update BEFORE UPDATE ON due_day
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER key_rate_no_replace BEFORE INSERT ON key_rate
WHEN EXISTS (SELECT 1 FROM key_rate
  WHERE valid_from_day = NEW.valid_from_day AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER key_rate_no_delete BEFORE DELETE ON key_rate
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER key_rate_no_update BEFORE UPDATE ON key_rate
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER street_alias_no_replace BEFORE INSERT ON street_alias
WHEN EXISTS (SELECT 1 FROM street_alias
  WHERE street = NEW.street AND alias = NEW.alias
    AND valid_from_day = NEW.valid_from_day AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER street_alias_no_delete BEFORE DELETE ON street_alias
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER street_alias_no_update BEFORE UPDATE ON street_alias
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER mail_sender_no_replace BEFORE INSERT ON mail_sender
WHEN EXISTS (SELECT 1 FROM mail_sender
  WHERE sender = NEW.sender AND valid_from_day = NEW.valid_from_day
    AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER mail_sender_no_delete BEFORE DELETE ON mail_sender
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER mail_sender_no_update BEFORE UPDATE ON mail_sender
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER message_no_replace BEFORE INSERT ON message
WHEN EXISTS (SELECT 1 FROM message
  WHERE digest = NEW.digest OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER message_no_delete BEFORE DELETE ON message
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER message_no_update BEFORE UPDATE ON message
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER penalty_rule_no_replace BEFORE INSERT ON penalty_rule
WHEN EXISTS (SELECT 1 FROM penalty_rule
  WHERE class = NEW.class AND day_from = NEW.day_from
    AND valid_from_day = NEW.valid_from_day AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER penalty_rule_no_delete BEFORE DELETE ON penalty_rule
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER penalty_rule_no_update BEFORE UPDATE ON penalty_rule
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER penalty_ceiling_no_replace BEFORE INSERT ON penalty_ceiling
WHEN EXISTS (SELECT 1 FROM penalty_ceiling
  WHERE class = NEW.class AND date_from_day = NEW.date_from_day
    AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER penalty_ceiling_no_delete BEFORE DELETE ON penalty_ceiling
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER penalty_ceiling_no_update BEFORE UPDATE ON penalty_ceiling
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER moratorium_no_replace BEFORE INSERT ON moratorium
WHEN EXISTS (SELECT 1 FROM moratorium
  WHERE class = NEW.class AND date_from_day = NEW.date_from_day
    AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER moratorium_no_delete BEFORE DELETE ON moratorium
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER moratorium_no_update BEFORE UPDATE ON moratorium
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER agreement_no_replace BEFORE INSERT ON agreement
WHEN EXISTS (SELECT 1 FROM agreement
  WHERE account = NEW.account AND number = NEW.number
    AND pay_day = NEW.pay_day AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER agreement_no_delete BEFORE DELETE ON agreement
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER agreement_no_update BEFORE UPDATE ON agreement
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER limitation_no_replace BEFORE INSERT ON limitation
WHEN EXISTS (SELECT 1 FROM limitation
  WHERE account = NEW.account AND period_from = NEW.period_from
    AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER limitation_no_delete BEFORE DELETE ON limitation
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER limitation_no_update BEFORE UPDATE ON limitation
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER delivery_no_replace BEFORE INSERT ON delivery
WHEN EXISTS (SELECT 1 FROM delivery
  WHERE period = NEW.period AND account = NEW.account
    AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER delivery_no_delete BEFORE DELETE ON delivery
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER delivery_no_update BEFORE UPDATE ON delivery
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER state_duty_no_replace BEFORE INSERT ON state_duty
WHEN EXISTS (SELECT 1 FROM state_duty
  WHERE over_kop = NEW.over_kop AND valid_from_day = NEW.valid_from_day
    AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER state_duty_no_delete BEFORE DELETE ON state_duty
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER state_duty_no_update BEFORE UPDATE ON state_duty
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER penalty_exemption_no_replace BEFORE INSERT ON penalty_exemption
WHEN EXISTS (SELECT 1 FROM penalty_exemption
  WHERE account = NEW.account AND date_from_day = NEW.date_from_day
    AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER penalty_exemption_no_delete BEFORE DELETE ON penalty_exemption
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER penalty_exemption_no_update BEFORE UPDATE ON penalty_exemption
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER building_no_replace BEFORE INSERT ON building
WHEN EXISTS (SELECT 1 FROM building WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM building WHERE code = NEW.code)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER building_no_delete BEFORE DELETE ON building
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER building_no_update BEFORE UPDATE ON building
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER building_version_no_replace BEFORE INSERT ON building_version
WHEN EXISTS (SELECT 1 FROM building_version
  WHERE building = NEW.building AND valid_from_day = NEW.valid_from_day
    AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER building_version_no_delete BEFORE DELETE ON building_version
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER building_version_no_update BEFORE UPDATE ON building_version
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER account_no_replace BEFORE INSERT ON account
WHEN EXISTS (SELECT 1 FROM account WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM account WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER account_no_delete BEFORE DELETE ON account
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER account_no_update BEFORE UPDATE ON account
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER account_version_no_replace BEFORE INSERT ON account_version
WHEN EXISTS (SELECT 1 FROM account_version
  WHERE account = NEW.account AND valid_from_day = NEW.valid_from_day
    AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER account_version_no_delete BEFORE DELETE ON account_version
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER account_version_no_update BEFORE UPDATE ON account_version
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER account_contact_no_replace BEFORE INSERT ON account_contact
WHEN EXISTS (SELECT 1 FROM account_contact
  WHERE account = NEW.account AND valid_from_day = NEW.valid_from_day
    AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER account_contact_no_delete BEFORE DELETE ON account_contact
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER account_contact_no_update BEFORE UPDATE ON account_contact
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER residents_no_replace BEFORE INSERT ON residents
WHEN EXISTS (SELECT 1 FROM residents
  WHERE account = NEW.account AND valid_from_day = NEW.valid_from_day
    AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER residents_no_delete BEFORE DELETE ON residents
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER residents_no_update BEFORE UPDATE ON residents
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER temporary_no_replace BEFORE INSERT ON temporary
WHEN EXISTS (SELECT 1 FROM temporary
  WHERE account = NEW.account AND date_from_day = NEW.date_from_day
    AND date_to_day = NEW.date_to_day AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER temporary_no_delete BEFORE DELETE ON temporary
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER temporary_no_update BEFORE UPDATE ON temporary
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER contract_no_replace BEFORE INSERT ON contract
WHEN EXISTS (SELECT 1 FROM contract WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM contract
  WHERE account = NEW.account AND valid_from_day = NEW.valid_from_day
    AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER contract_no_delete BEFORE DELETE ON contract
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER contract_no_update BEFORE UPDATE ON contract
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER act_no_replace BEFORE INSERT ON act
WHEN EXISTS (SELECT 1 FROM act WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM act
  WHERE account = NEW.account AND service = NEW.service
    AND kind = NEW.kind AND day = NEW.day AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER act_no_delete BEFORE DELETE ON act
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER act_no_update BEFORE UPDATE ON act
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER allocator_no_replace BEFORE INSERT ON allocator
WHEN EXISTS (SELECT 1 FROM allocator WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM allocator
  WHERE account = NEW.account AND from_period = NEW.from_period
    AND to_period = NEW.to_period AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER allocator_no_delete BEFORE DELETE ON allocator
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER allocator_no_update BEFORE UPDATE ON allocator
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER appeal_no_replace BEFORE INSERT ON appeal
WHEN EXISTS (SELECT 1 FROM appeal WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM appeal
  WHERE code = NEW.code AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER appeal_no_delete BEFORE DELETE ON appeal
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER appeal_no_update BEFORE UPDATE ON appeal
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER meter_no_replace BEFORE INSERT ON meter
WHEN EXISTS (SELECT 1 FROM meter WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM meter WHERE code = NEW.code)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER meter_no_delete BEFORE DELETE ON meter
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER meter_no_update BEFORE UPDATE ON meter
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER meter_version_no_replace BEFORE INSERT ON meter_version
WHEN EXISTS (SELECT 1 FROM meter_version
  WHERE meter = NEW.meter AND batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER meter_version_no_delete BEFORE DELETE ON meter_version
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER meter_version_no_update BEFORE UPDATE ON meter_version
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER reading_no_replace BEFORE INSERT ON reading
WHEN EXISTS (SELECT 1 FROM reading WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER reading_no_delete BEFORE DELETE ON reading
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER reading_no_update BEFORE UPDATE ON reading
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER reading_month_no_replace BEFORE INSERT ON reading_month
WHEN EXISTS (SELECT 1 FROM reading_month
  WHERE batch = NEW.batch AND period = NEW.period)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER reading_month_no_delete BEFORE DELETE ON reading_month
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER reading_month_no_update BEFORE UPDATE ON reading_month
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER opening_no_replace BEFORE INSERT ON opening
WHEN EXISTS (SELECT 1 FROM opening
  WHERE account = NEW.account AND service = NEW.service
    AND for_period = NEW.for_period)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER opening_no_delete BEFORE DELETE ON opening
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER opening_no_update BEFORE UPDATE ON opening
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER entry_no_replace BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM entry
  WHERE source = NEW.source AND operation = NEW.operation
    AND sign = NEW.sign)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER assignment_no_replace BEFORE INSERT ON assignment
WHEN EXISTS (SELECT 1 FROM assignment WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM assignment
  WHERE entry = NEW.entry AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER assignment_no_delete BEFORE DELETE ON assignment
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER assignment_no_update BEFORE UPDATE ON assignment
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER register_no_replace BEFORE INSERT ON register
WHEN EXISTS (SELECT 1 FROM register WHERE batch = NEW.batch)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER register_no_delete BEFORE DELETE ON register
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER register_no_update BEFORE UPDATE ON register
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER statement_no_replace BEFORE INSERT ON statement
WHEN EXISTS (SELECT 1 FROM statement
  WHERE batch = NEW.batch AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER statement_no_delete BEFORE DELETE ON statement
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER statement_no_update BEFORE UPDATE ON statement
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER document_no_replace BEFORE INSERT ON document
WHEN EXISTS (SELECT 1 FROM document WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM document
  WHERE own_account = NEW.own_account AND direction = NEW.direction
    AND posted_day = NEW.posted_day AND number = NEW.number
    AND document_day = NEW.document_day AND amount_kop = NEW.amount_kop
    AND other_account = NEW.other_account AND occurrence = NEW.occurrence)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER document_no_delete BEFORE DELETE ON document
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER document_no_update BEFORE UPDATE ON document
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
CREATE TRIGGER tie_no_replace BEFORE INSERT ON tie
WHEN EXISTS (SELECT 1 FROM tie WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM tie
  WHERE document = NEW.document AND register = NEW.register)
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never replaced'); END;
CREATE TRIGGER tie_no_delete BEFORE DELETE ON tie
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never deleted'); END;
CREATE TRIGGER tie_no_update BEFORE UPDATE ON tie
BEGIN SELECT RAISE(ABORT, 'rtk: what came in is never changed'); END;
