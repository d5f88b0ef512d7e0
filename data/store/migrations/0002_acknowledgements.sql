-- One signature of central may cover many packets: its text stands once, and a packet's row refers to it.

CREATE TABLE signed_word (
  word_id INTEGER PRIMARY KEY,
  jws TEXT NOT NULL
) STRICT;

CREATE TABLE acknowledgement_by_word (
  sequence INTEGER NOT NULL REFERENCES packet (sequence),
  state TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  word_id INTEGER NOT NULL REFERENCES signed_word (word_id),
  PRIMARY KEY (sequence, state)
) STRICT, WITHOUT ROWID;

-- Until now every packet and state had a text of its own.
CREATE TEMPORARY TABLE numbered AS
  SELECT row_number() OVER (ORDER BY sequence, state) AS word_id, sequence, state, at_ms, jws FROM acknowledgement;
INSERT INTO signed_word (word_id, jws) SELECT word_id, jws FROM numbered;
INSERT INTO acknowledgement_by_word (sequence, state, at_ms, word_id) SELECT sequence, state, at_ms, word_id FROM numbered;
DROP TABLE numbered;

DROP TABLE acknowledgement;
ALTER TABLE acknowledgement_by_word RENAME TO acknowledgement;
