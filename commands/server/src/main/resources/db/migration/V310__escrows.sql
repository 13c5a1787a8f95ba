-- Whose escrow an address is: the chain knows addresses only. One account's for ever, also after it closed.
CREATE TABLE escrow (
    address text PRIMARY KEY,
    account text NOT NULL,
    closed boolean NOT NULL DEFAULT false
);
CREATE INDEX escrow_open ON escrow (account) WHERE NOT closed;
