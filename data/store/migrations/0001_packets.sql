-- The station's store. Times are milliseconds since 1970 as the station believed them.
-- A packet's local name is its sequence (the rowid): outbox, log and acknowledgements refer to it without another index.

CREATE TABLE station (
  station_row INTEGER PRIMARY KEY CHECK (station_row = 1),
  station_id TEXT NOT NULL,
  station_code TEXT NOT NULL,
  key_id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('self-service', 'assisted')),
  central_url TEXT NOT NULL,
  sealing_key TEXT NOT NULL,
  signing_key TEXT NOT NULL,
  enrolled_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE packet (
  sequence INTEGER PRIMARY KEY CHECK (sequence >= 1),
  packet_id BLOB NOT NULL UNIQUE CHECK (length(packet_id) = 16),
  previous_hash BLOB CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  sealed_at_ms INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  state TEXT NOT NULL CHECK (
    state IN ('sealed', 'sent', 'received', 'verifying', 'waiting-for-citizen', 'accepted', 'refused')
  ),
  -- Who set the state: this station, central's unsigned answer to a push, or central's signature.
  authority TEXT NOT NULL CHECK (authority IN ('station', 'push', 'central')),
  state_at_ms INTEGER NOT NULL,
  ial INTEGER CHECK (ial IN (2, 3)),
  reason TEXT,
  carrier TEXT,
  rank INTEGER NOT NULL GENERATED ALWAYS AS (
    CASE state
      WHEN 'sealed' THEN 0
      WHEN 'sent' THEN 1
      WHEN 'refused' THEN CASE authority WHEN 'central' THEN 6 ELSE 2 END
      WHEN 'received' THEN 3
      WHEN 'verifying' THEN 4
      WHEN 'waiting-for-citizen' THEN 5
      WHEN 'accepted' THEN 6
    END
  ) VIRTUAL
) STRICT;

CREATE TRIGGER packet_follows_chain BEFORE INSERT ON packet
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM packet)
  OR NEW.previous_hash IS NOT (SELECT hash FROM packet WHERE sequence = NEW.sequence - 1)
BEGIN
  SELECT RAISE(ABORT, 'PACKET_CHAIN_BROKEN');
END;

CREATE TRIGGER packet_starts_sealed BEFORE INSERT ON packet
WHEN NEW.state <> 'sealed' OR NEW.authority <> 'station'
BEGIN
  SELECT RAISE(ABORT, 'PACKET_ILLEGAL_MOVE');
END;

CREATE TRIGGER packet_moves_forward AFTER UPDATE OF state, authority, ial, reason, carrier ON packet
WHEN OLD.rank = 6 OR NEW.rank < OLD.rank
BEGIN
  SELECT RAISE(ABORT, 'PACKET_ILLEGAL_MOVE');
END;

CREATE TRIGGER packet_content_stays BEFORE UPDATE OF sequence, packet_id, previous_hash, hash, sealed_at_ms, sealed ON packet
BEGIN
  SELECT RAISE(ABORT, 'PACKET_ILLEGAL_MOVE');
END;

CREATE TRIGGER packet_stays BEFORE DELETE ON packet
BEGIN
  SELECT RAISE(ABORT, 'PACKET_ILLEGAL_MOVE');
END;

CREATE TABLE outbox (
  sequence INTEGER PRIMARY KEY REFERENCES packet (sequence),
  tries INTEGER NOT NULL DEFAULT 0,
  last_fault TEXT,
  tried_at_ms INTEGER,
  next_try_at_ms INTEGER NOT NULL DEFAULT 0,
  -- 1: refused for good; it waits for a person, not for the line.
  held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1))
) STRICT;

CREATE TABLE acknowledgement (
  sequence INTEGER NOT NULL REFERENCES packet (sequence),
  state TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  jws TEXT NOT NULL,
  PRIMARY KEY (sequence, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE cursor (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE reference (
  name TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  etag TEXT,
  document TEXT NOT NULL,
  received_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE log (
  log_id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  sequence INTEGER,
  details TEXT
) STRICT;

CREATE TRIGGER log_keeps_rows BEFORE UPDATE ON log
BEGIN
  SELECT RAISE(ABORT, 'NOT_ALLOWED');
END;

CREATE TRIGGER log_only_grows BEFORE DELETE ON log
BEGIN
  SELECT RAISE(ABORT, 'NOT_ALLOWED');
END;
