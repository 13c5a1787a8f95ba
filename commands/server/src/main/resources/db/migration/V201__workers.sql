-- What the scheduler asks about workers: an index of their streams, changed with them.
CREATE TABLE worker_offer (
    worker text NOT NULL,
    model text NOT NULL,
    model_digest text NOT NULL,
    coefficient integer NOT NULL,
    PRIMARY KEY (worker, model)
);
CREATE INDEX worker_offer_model ON worker_offer (model);

CREATE TABLE worker_key (
    key text PRIMARY KEY,
    worker text NOT NULL,
    provider text NOT NULL,
    sealing_key bytea NOT NULL,
    receipt_key bytea NOT NULL,
    evidence text NOT NULL,
    measurement text NOT NULL,
    model_digest text NOT NULL,
    platform text NOT NULL,
    trust text NOT NULL CHECK (trust IN ('INTEL', 'SIMULATED')),
    not_before timestamptz NOT NULL,
    valid_until timestamptz NOT NULL
);
CREATE INDEX worker_key_worker ON worker_key (worker, valid_until);

-- status: the name of the domain's WorkerStatus.
CREATE TABLE worker_live (
    worker text PRIMARY KEY,
    provider text NOT NULL,
    status text NOT NULL
        CHECK (status IN ('REGISTERED', 'ACTIVE', 'DRAINING', 'SUSPENDED', 'LOST', 'RETIRED')),
    last_seen timestamptz
);
