-- Which batch pays whom how much: an index of the log for statements. A failed batch's rows go.
CREATE TABLE payment (
    batch bigint NOT NULL,
    provider text NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    paid_at timestamptz,
    PRIMARY KEY (batch, provider)
);
CREATE INDEX payment_provider ON payment (provider, paid_at);
CREATE INDEX accrual_account ON accrual (account, at);
CREATE INDEX accrual_provider ON accrual (provider, at);
