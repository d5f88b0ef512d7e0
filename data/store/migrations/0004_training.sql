-- A station for practice: what it seals never enters the outbox, so no sync job can carry it, and the mark cannot be taken off.

ALTER TABLE station ADD COLUMN training INTEGER NOT NULL DEFAULT 0 CHECK (training IN (0, 1));

CREATE TRIGGER training_sends_nothing BEFORE INSERT ON outbox
WHEN EXISTS (SELECT 1 FROM station WHERE training = 1)
BEGIN
  SELECT RAISE(ABORT, 'TRAINING_STATION');
END;

CREATE TRIGGER training_stays BEFORE UPDATE OF training ON station
BEGIN
  SELECT RAISE(ABORT, 'NOT_ALLOWED');
END;
