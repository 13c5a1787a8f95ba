-- How the exit looked when it was last looked at. Only shown.
CREATE TABLE exit_sight (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    address text NOT NULL,
    key bytea NOT NULL,
    delay_seconds bigint NOT NULL,
    network_id integer NOT NULL,
    owner text NOT NULL,
    standing text NOT NULL,
    balance bigint NOT NULL,
    number bigint NOT NULL,
    seen_at timestamptz NOT NULL
);

-- Whom the exit paid: an index of the log for statements, beside what batches paid.
CREATE TABLE exit_payment (
    exit text NOT NULL,
    leaf integer NOT NULL,
    provider text NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    paid_at timestamptz NOT NULL,
    PRIMARY KEY (exit, leaf)
);
CREATE INDEX exit_payment_provider ON exit_payment (provider, paid_at);
