-- The right edge of the tree over the log's leaves. Size is also the bookmark: the dense index of the last event in the tree.
CREATE TABLE log_tree (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    size bigint NOT NULL CHECK (size >= 0),
    -- Roots of the complete subtrees, the largest first.
    peaks bytea NOT NULL,
    -- Events since the newest checkpoint that are not about checkpoints themselves.
    fresh bigint NOT NULL,
    -- When the first of these happened.
    since timestamptz(6),
    CHECK ((fresh = 0) = (since IS NULL))
);
INSERT INTO log_tree (size, peaks, fresh) VALUES (0, '', 0);

-- Every 256 neighbouring hashes of one level: level 0 has leaves, the next the roots over whole tiles below. A proof reads a few
-- of these. 32.1 bytes an event.
CREATE TABLE log_tile (
    level integer NOT NULL,
    number bigint NOT NULL,
    hashes bytea NOT NULL CHECK (octet_length(hashes) BETWEEN 32 AND 8192),
    PRIMARY KEY (level, number)
);
-- Hashes do not get smaller.
ALTER TABLE log_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;
