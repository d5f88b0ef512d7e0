-- Codes that this station's own modem carried while central could not be reached. Times are the machine's running time added up over its starts
-- (station_code_clock), which nobody sets. Neither a code nor a phone stands here: both are HMACs under a key that is not in this database.

CREATE TABLE station_code_clock (
  clock_row INTEGER PRIMARY KEY CHECK (clock_row = 1),
  -- Which start of the machine it was counted in, as the system names it, and how many starts were seen.
  boot TEXT NOT NULL,
  starts INTEGER NOT NULL CHECK (starts >= 1),
  total_ms INTEGER NOT NULL CHECK (total_ms >= 0),
  counted_at_ms INTEGER NOT NULL CHECK (counted_at_ms >= 0)
) STRICT;

CREATE TABLE station_code (
  challenge_id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL UNIQUE,
  phone_mark BLOB NOT NULL CHECK (length(phone_mark) = 32),
  code_hmac BLOB NOT NULL CHECK (length(code_hmac) = 32),
  state TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'undelivered', 'failed', 'voided', 'proved')),
  report TEXT CHECK (report IN ('delivered', 'unconfirmed')),
  start INTEGER NOT NULL,
  made_at_ms INTEGER NOT NULL,
  -- As the station believed the time, for the proof.
  sent_wall_ms INTEGER NOT NULL,
  proved_wall_ms INTEGER,
  proved_clock TEXT CHECK (proved_clock IN ('proven', 'unproven')),
  CHECK ((state = 'proved') = (proved_wall_ms IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX station_code_of_phone ON station_code (phone_mark, made_at_ms);
CREATE INDEX station_code_age ON station_code (made_at_ms);

CREATE TABLE station_code_phone (
  phone_mark BLOB PRIMARY KEY CHECK (length(phone_mark) = 32),
  -- Wrong tries that count; a new code does not reset them (NIST SP 800-63B-4 §3.2.2).
  wrong INTEGER NOT NULL CHECK (wrong >= 1),
  first_wrong_at_ms INTEGER NOT NULL,
  locked_until_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE station_code_try (
  challenge_id TEXT NOT NULL REFERENCES station_code (challenge_id) ON DELETE CASCADE,
  attempt_id TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('proved', 'wrong', 'expired', 'spent')),
  tries_left INTEGER NOT NULL,
  PRIMARY KEY (challenge_id, attempt_id)
) STRICT, WITHOUT ROWID;
