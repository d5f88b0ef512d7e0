-- Who may sign in at this station's assisted counter, and the wrong tries since the last right one.

CREATE TABLE staff (
  staff_id TEXT PRIMARY KEY,
  code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 2 AND 20),
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('teller', 'supervisor', 'technician')),
  -- Argon2id in PHC format; null for an officer who signs in by token alone, or whose PIN was struck after too many wrong tries.
  pin_hash TEXT CHECK (pin_hash LIKE '$argon2id$%'),
  -- SHA-256 of the token certificate's DER.
  certificate BLOB CHECK (length(certificate) = 32),
  created_at_ms INTEGER NOT NULL,
  disabled_at_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX staff_of_certificate ON staff (certificate) WHERE certificate IS NOT NULL AND disabled_at_ms IS NULL;

-- Who attested stays known for as long as the log does.
CREATE TRIGGER staff_stays BEFORE DELETE ON staff
BEGIN
  SELECT RAISE(ABORT, 'NOT_ALLOWED');
END;

CREATE TRIGGER staff_identity_stays BEFORE UPDATE OF staff_id, code, created_at_ms ON staff
BEGIN
  SELECT RAISE(ABORT, 'NOT_ALLOWED');
END;

CREATE TRIGGER staff_disabled_once BEFORE UPDATE OF disabled_at_ms ON staff
WHEN OLD.disabled_at_ms IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'NOT_ALLOWED');
END;

CREATE TABLE staff_failures (
  -- A staff_id, or the place of a code nobody has: such a code counts and locks like any other, so that trying tells nothing.
  who TEXT PRIMARY KEY,
  -- Since the last right try or unlocking.
  wrong INTEGER NOT NULL CHECK (wrong >= 1),
  -- What was left of the lock when the machine's running time, which nobody sets, was counted_at_ms.
  lock_left_ms INTEGER NOT NULL CHECK (lock_left_ms >= 0),
  counted_at_ms INTEGER NOT NULL CHECK (counted_at_ms >= 0)
) STRICT, WITHOUT ROWID;

-- Mixed into the place of a code nobody has: what was typed, perhaps a PIN in the wrong field, cannot be told from its place.
CREATE TABLE staff_salt (
  salt_row INTEGER PRIMARY KEY CHECK (salt_row = 1),
  salt BLOB NOT NULL CHECK (length(salt) = 32)
) STRICT;
INSERT INTO staff_salt (salt_row, salt) VALUES (1, randomblob(32));
