-- What wallets were asked to sign and have not signed yet. A row is used up in the transaction of the event.
CREATE TABLE proof_payload (
    nonce text PRIMARY KEY,
    expires timestamptz NOT NULL
);
CREATE INDEX proof_payload_expires ON proof_payload (expires);

-- Changes of payout addresses that wait: an index of the providers' streams, for whoever looks for what is due.
CREATE TABLE payout_address_change (
    provider text PRIMARY KEY,
    due timestamptz NOT NULL
);
CREATE INDEX payout_address_change_due ON payout_address_change (due);
