-- A registration that an officer had not finished, one a person: enciphered under a key that is not in this database, and gone when it is finished or wiped.

CREATE TABLE unfinished (
  staff_id TEXT PRIMARY KEY,
  saved_at_ms INTEGER NOT NULL,
  -- AES-256-GCM: 12 bytes of IV, 16 of tag, and what is kept.
  sealed BLOB NOT NULL CHECK (length(sealed) > 28)
) STRICT, WITHOUT ROWID;
