-- For whom this counter sealed packets that central's filter does not cover yet (docs/decisions/0023-keyed-duplicate-index.md). A mark is 24 bits of an HMAC over a
-- number; its key is in no database. So few bits, so that who takes disk and key finds far more numbers that fit than people who were here; a row goes as
-- soon as central's filter, or a refusal, has made it needless.
CREATE TABLE sealed_person (
  mark INTEGER NOT NULL CHECK (mark BETWEEN 0 AND 16777215),
  sequence INTEGER NOT NULL REFERENCES packet (sequence),
  PRIMARY KEY (mark, sequence)
) STRICT, WITHOUT ROWID;
