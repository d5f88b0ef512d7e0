-- What stays of a packet, its sealed bytes and its standing lie apart: a batch that is received writes narrow rows and not the packets' pages
-- once more, and sealed bytes that are no longer needed can be erased while the stub stays.

-- The published life of a packet, data/packet/packet-life.ts; a test compares both.
CREATE TABLE packet_move (
  move INTEGER PRIMARY KEY,
  from_state TEXT NOT NULL,
  from_authority TEXT NOT NULL,
  to_state TEXT NOT NULL,
  to_authority TEXT NOT NULL,
  cause TEXT NOT NULL,
  UNIQUE (from_state, from_authority, to_state, to_authority)
) STRICT;

INSERT INTO packet_move (move, from_state, from_authority, to_state, to_authority, cause) VALUES
  (1, 'draft', 'station', 'sealed', 'station', 'registered'),
  (2, 'sealed', 'station', 'sent', 'station', 'no-answer'),
  (3, 'sealed', 'station', 'refused', 'push', 'push-refused'),
  (4, 'sent', 'station', 'refused', 'push', 'push-refused'),
  (5, 'sealed', 'station', 'received', 'central', 'receipt'),
  (6, 'sent', 'station', 'received', 'central', 'receipt'),
  (7, 'refused', 'push', 'received', 'central', 'receipt'),
  (8, 'sealed', 'station', 'verifying', 'central', 'checking'),
  (9, 'sent', 'station', 'verifying', 'central', 'checking'),
  (10, 'refused', 'push', 'verifying', 'central', 'checking'),
  (11, 'received', 'central', 'verifying', 'central', 'checking'),
  (12, 'sealed', 'station', 'waiting-for-citizen', 'central', 'asked'),
  (13, 'sent', 'station', 'waiting-for-citizen', 'central', 'asked'),
  (14, 'refused', 'push', 'waiting-for-citizen', 'central', 'asked'),
  (15, 'received', 'central', 'waiting-for-citizen', 'central', 'asked'),
  (16, 'verifying', 'central', 'waiting-for-citizen', 'central', 'asked'),
  (17, 'waiting-for-citizen', 'central', 'waiting-for-citizen', 'central', 'asked-again'),
  (18, 'waiting-for-citizen', 'central', 'verifying', 'central', 'returned'),
  (19, 'sealed', 'station', 'accepted', 'central', 'verified'),
  (20, 'sent', 'station', 'accepted', 'central', 'verified'),
  (21, 'refused', 'push', 'accepted', 'central', 'verified'),
  (22, 'received', 'central', 'accepted', 'central', 'verified'),
  (23, 'verifying', 'central', 'accepted', 'central', 'verified'),
  (24, 'waiting-for-citizen', 'central', 'accepted', 'central', 'returned'),
  (25, 'sealed', 'station', 'refused', 'central', 'decided'),
  (26, 'sent', 'station', 'refused', 'central', 'decided'),
  (27, 'refused', 'push', 'refused', 'central', 'decided'),
  (28, 'received', 'central', 'refused', 'central', 'decided'),
  (29, 'verifying', 'central', 'refused', 'central', 'decided'),
  (30, 'waiting-for-citizen', 'central', 'refused', 'central', 'returned-or-expired'),
  (31, 'verifying', 'central', 'verifying', 'central', 'checked-again');

CREATE TRIGGER packet_move_only_grows BEFORE UPDATE ON packet_move
BEGIN
  SELECT RAISE(ABORT, 'NOT_ALLOWED');
END;

CREATE TRIGGER packet_move_stays BEFORE DELETE ON packet_move
BEGIN
  SELECT RAISE(ABORT, 'NOT_ALLOWED');
END;

-- The packets of a store that is there already, taken apart. The new table has to bear the old one's name, since outbox and acknowledgements
-- refer to it: dropped and filled again within this transaction, their references hold at its end.
CREATE TABLE sealed_content (
  sequence INTEGER PRIMARY KEY REFERENCES packet (sequence),
  sealed BLOB NOT NULL
) STRICT;
INSERT INTO sealed_content (sequence, sealed) SELECT sequence, sealed FROM packet ORDER BY sequence;

CREATE TEMPORARY TABLE stub AS
  SELECT sequence, packet_id, previous_hash, hash, sealed_at_ms, state, authority, state_at_ms, ial, reason, carrier, raised FROM packet;

PRAGMA defer_foreign_keys = ON;
DROP TABLE packet;

CREATE TABLE packet (
  sequence INTEGER PRIMARY KEY CHECK (sequence >= 1),
  packet_id BLOB NOT NULL UNIQUE CHECK (length(packet_id) = 16),
  previous_hash BLOB CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  sealed_at_ms INTEGER NOT NULL
) STRICT;
INSERT INTO packet (sequence, packet_id, previous_hash, hash, sealed_at_ms)
  SELECT sequence, packet_id, previous_hash, hash, sealed_at_ms FROM stub ORDER BY sequence;

-- A packet without a row here is sealed and no more: saving one writes none.
CREATE TABLE standing (
  sequence INTEGER PRIMARY KEY REFERENCES packet (sequence),
  state TEXT NOT NULL,
  -- Who set the state: this station, central's unsigned answer to a push, or central's signature.
  authority TEXT NOT NULL,
  state_at_ms INTEGER NOT NULL,
  ial INTEGER CHECK (ial IN (2, 3)),
  reason TEXT,
  carrier TEXT,
  -- Accepted, and an account that was there has been raised to this level.
  raised INTEGER NOT NULL DEFAULT 0 CHECK (raised IN (0, 1)),
  -- Until when the citizen is waited for, by central's clock.
  expires_at_ms INTEGER
) STRICT;
INSERT INTO standing (sequence, state, authority, state_at_ms, ial, reason, carrier, raised)
  SELECT sequence, state, authority, state_at_ms, ial, reason, carrier, raised FROM stub WHERE state <> 'sealed' ORDER BY sequence;
DROP TABLE stub;

CREATE TRIGGER packet_follows_chain BEFORE INSERT ON packet
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM packet)
  OR NEW.previous_hash IS NOT (SELECT hash FROM packet WHERE sequence = NEW.sequence - 1)
BEGIN
  SELECT RAISE(ABORT, 'PACKET_CHAIN_BROKEN');
END;

CREATE TRIGGER packet_stub_stays BEFORE UPDATE ON packet
BEGIN
  SELECT RAISE(ABORT, 'PACKET_ILLEGAL_MOVE');
END;

CREATE TRIGGER packet_stays BEFORE DELETE ON packet
BEGIN
  SELECT RAISE(ABORT, 'PACKET_ILLEGAL_MOVE');
END;

-- Sealed bytes come once, with the newest packet, before anything else is known of it: never again after they were erased.
CREATE TRIGGER content_comes_once BEFORE INSERT ON sealed_content
WHEN NEW.sequence IS NOT (SELECT max(sequence) FROM packet)
  OR EXISTS (SELECT 1 FROM standing WHERE sequence = NEW.sequence)
  OR EXISTS (SELECT 1 FROM sealed_content WHERE sequence = NEW.sequence)
BEGIN
  SELECT RAISE(ABORT, 'PACKET_ILLEGAL_MOVE');
END;

CREATE TRIGGER content_stays BEFORE UPDATE ON sealed_content
BEGIN
  SELECT RAISE(ABORT, 'PACKET_ILLEGAL_MOVE');
END;

-- Erased only after central's signed decision, and never while anything of it has to be sent.
CREATE TRIGGER content_erased_after_decision BEFORE DELETE ON sealed_content
WHEN NOT EXISTS (
    SELECT 1 FROM standing WHERE sequence = OLD.sequence AND authority = 'central' AND state IN ('accepted', 'refused')
  )
  OR EXISTS (SELECT 1 FROM outbox WHERE sequence = OLD.sequence)
BEGIN
  SELECT RAISE(ABORT, 'PACKET_ILLEGAL_MOVE');
END;

CREATE TRIGGER standing_begins BEFORE INSERT ON standing
WHEN EXISTS (SELECT 1 FROM standing WHERE sequence = NEW.sequence)
  OR NOT EXISTS (
    SELECT 1 FROM packet_move
    WHERE from_state = 'sealed' AND from_authority = 'station' AND to_state = NEW.state AND to_authority = NEW.authority
  )
BEGIN
  SELECT RAISE(ABORT, 'PACKET_ILLEGAL_MOVE');
END;

-- Between the states in which central is still at work its newer word counts (packet-state.ts, movesOn).
CREATE TRIGGER standing_moves_on BEFORE UPDATE ON standing
WHEN NEW.sequence <> OLD.sequence
  OR NOT EXISTS (
    SELECT 1 FROM packet_move
    WHERE from_state = OLD.state AND from_authority = OLD.authority AND to_state = NEW.state AND to_authority = NEW.authority
  )
  OR (
    OLD.state IN ('verifying', 'waiting-for-citizen') AND NEW.state IN ('verifying', 'waiting-for-citizen')
    AND NEW.state_at_ms < OLD.state_at_ms + (NOT (OLD.state = 'verifying' AND NEW.state = 'waiting-for-citizen'))
  )
BEGIN
  SELECT RAISE(ABORT, 'PACKET_ILLEGAL_MOVE');
END;

CREATE TRIGGER standing_stays BEFORE DELETE ON standing
BEGIN
  SELECT RAISE(ABORT, 'PACKET_ILLEGAL_MOVE');
END;

CREATE TRIGGER outbox_has_content BEFORE INSERT ON outbox
WHEN NOT EXISTS (SELECT 1 FROM sealed_content WHERE sequence = NEW.sequence)
BEGIN
  SELECT RAISE(ABORT, 'PACKET_ILLEGAL_MOVE');
END;

-- Stamp of the hybrid logical clock (flows/base/hybrid-clock.ts), null in rows from before; which move it was; and why, where a word or fault code says more
-- than the move itself.
ALTER TABLE log ADD COLUMN hlc INTEGER;
ALTER TABLE log ADD COLUMN move INTEGER;
ALTER TABLE log ADD COLUMN cause TEXT;

CREATE INDEX log_of_packet ON log (sequence) WHERE sequence IS NOT NULL;
