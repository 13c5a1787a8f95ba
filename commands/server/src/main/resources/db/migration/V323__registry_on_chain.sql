-- How far the history of the registry on chain was reported, and what the contract had become there: all of it follows from
-- that history, so one that is lost or behind is read again.
CREATE TABLE registry_place (
    address text PRIMARY KEY,
    lt bigint NOT NULL,
    hash bytea NOT NULL,
    next_order bigint NOT NULL,
    journal bytea NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    anchored timestamptz NOT NULL
);

-- How the registry looked when it was last looked at. Only shown.
CREATE TABLE registry_sight (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    address text NOT NULL,
    state_init bytea NOT NULL,
    network_id integer NOT NULL,
    key bytea NOT NULL,
    owner text NOT NULL,
    delay_seconds bigint NOT NULL,
    standing text NOT NULL,
    balance bigint NOT NULL,
    orders bigint NOT NULL,
    journal bytea NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    seen_at timestamptz NOT NULL
);
