-- What central noticed about this station's packets, for staff to look at.

CREATE TABLE notice (
 cursor INTEGER PRIMARY KEY,
 kind TEXT NOT NULL,
 -- 0 where it belongs to no packet.
 sequence INTEGER NOT NULL,
 found_at_ms INTEGER NOT NULL,
 resolved_at_ms INTEGER,
 -- When an officer had looked at it; what never resolves by itself is done then.
 seen_at_ms INTEGER,
 details TEXT NOT NULL
) STRICT;
CREATE INDEX notice_open ON notice (kind, sequence, found_at_ms) WHERE resolved_at_ms IS NULL;
