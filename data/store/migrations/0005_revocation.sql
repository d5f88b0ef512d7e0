-- What certificate authorities answered, as it came, for days without a line. Judged anew whenever it is used.

CREATE TABLE revocation_answer (
  key TEXT PRIMARY KEY,
  bytes BLOB NOT NULL,
  kept_at_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX revocation_answer_age ON revocation_answer (kept_at_ms);
