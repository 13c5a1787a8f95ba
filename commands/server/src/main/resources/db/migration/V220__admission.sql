-- Exact budgets. All four tables are an index of the log: changed only together with the event that states the move.

CREATE TABLE lane (
    account text NOT NULL,
    lane integer NOT NULL CHECK (lane >= 0),
    version bigint NOT NULL CHECK (version >= 0),
    free_nanoton bigint NOT NULL CHECK (free_nanoton >= 0),
    PRIMARY KEY (account, lane)
) WITH (fillfactor = 50);

CREATE TABLE worker_slot (
    worker text PRIMARY KEY,
    slots integer NOT NULL CHECK (slots >= 0),
    in_use integer NOT NULL CHECK (in_use >= 0),
    version bigint NOT NULL CHECK (version >= 1),
    -- What the scheduler expects of it; advice only, never part of a bill.
    samples bigint NOT NULL DEFAULT 0,
    average_millis bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

-- Requests of an account in a UTC day.
CREATE TABLE day_count (
    account text NOT NULL,
    day date NOT NULL,
    number integer NOT NULL CHECK (number >= 1),
    PRIMARY KEY (account, day)
) WITH (fillfactor = 50);

-- What a client key has reserved in a UTC day.
CREATE TABLE key_spend (
    key text NOT NULL,
    day date NOT NULL,
    nanoton bigint NOT NULL CHECK (nanoton >= 0),
    PRIMARY KEY (key, day)
) WITH (fillfactor = 50);
