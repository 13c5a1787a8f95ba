-- How far each account's history on chain was reported. One that is lost or behind repeats reports, which is harmless.
CREATE TABLE chain_bookmark (
    address text PRIMARY KEY,
    lt bigint NOT NULL,
    hash bytea NOT NULL
);

-- What settlement found that a person should know, and when it said so first and last.
CREATE TABLE chain_alarm (
    code text NOT NULL,
    subject text NOT NULL,
    since timestamptz NOT NULL,
    last timestamptz NOT NULL,
    PRIMARY KEY (code, subject)
);
