-- An accepted packet may have raised an account that was there, instead of making one.
ALTER TABLE packet ADD COLUMN raised INTEGER NOT NULL DEFAULT 0 CHECK (raised IN (0, 1));
