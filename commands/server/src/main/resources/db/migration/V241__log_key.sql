-- The public halves of the keys that signed assignments, for auditors. The private half is in an owner-only file.
CREATE TABLE log_key (
    public_key bytea PRIMARY KEY CHECK (length(public_key) = 32),
    since timestamptz NOT NULL
);
