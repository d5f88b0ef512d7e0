-- What was meant to be printed, written before it happens, and what came of it. A row without outcome is a power cut: it counts as printed.

CREATE TABLE print (
  print_row INTEGER PRIMARY KEY,
  print_id TEXT NOT NULL UNIQUE,
  document_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'test', 'readiness')),
  intended_at_ms INTEGER NOT NULL,
  outcome TEXT CHECK (outcome IN ('printed', 'not-printed', 'uncertain')),
  code TEXT,
  settled_at_ms INTEGER,
  CHECK ((outcome IS NULL) = (settled_at_ms IS NULL)),
  CHECK (CASE outcome WHEN 'not-printed' THEN code IS NOT NULL WHEN 'uncertain' THEN code IS NOT NULL ELSE code IS NULL END)
) STRICT;

CREATE INDEX print_of_document ON print (document_id, print_row);

CREATE TRIGGER print_intent_stays BEFORE UPDATE OF print_row, print_id, document_id, kind, intended_at_ms ON print
BEGIN
  SELECT RAISE(ABORT, 'NOT_ALLOWED');
END;

CREATE TRIGGER print_settles_once BEFORE UPDATE OF outcome, code, settled_at_ms ON print
WHEN OLD.outcome IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'NOT_ALLOWED');
END;

CREATE TRIGGER print_stays BEFORE DELETE ON print
BEGIN
  SELECT RAISE(ABORT, 'NOT_ALLOWED');
END;
