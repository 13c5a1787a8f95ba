-- Everything here is derived from the log: the views start again at its beginning, for rows of before lack what is new.
TRUNCATE view_request, view_refused_report, view_account, view_account_key, view_worker, view_attestation,
    view_attestation_rejected, view_offer, view_provider;
DELETE FROM token_entry WHERE processor_name = 'views';

DROP INDEX view_request_requested, view_request_closed, view_request_state, view_request_account,
    view_request_worker, view_request_provider;

ALTER TABLE view_request
    -- Prefixes are ranges, whatever the database's language.
    ALTER COLUMN request_id TYPE text COLLATE "C",
    ALTER COLUMN account_id TYPE text COLLATE "C",
    ALTER COLUMN model TYPE text COLLATE "C",
    ALTER COLUMN worker_id TYPE text COLLATE "C",
    ALTER COLUMN provider_id TYPE text COLLATE "C",
    ADD COLUMN relay text,
    ADD COLUMN resealing boolean NOT NULL DEFAULT false,
    ADD COLUMN partial boolean NOT NULL DEFAULT false,
    ADD COLUMN tokens bigint NOT NULL
        GENERATED ALWAYS AS (prompt_tokens + cached_tokens + completion_tokens + reasoning_tokens) STORED,
    -- -1 while open, so that an order by latency needs no special place for nothing.
    ADD COLUMN latency_millis bigint NOT NULL
        GENERATED ALWAYS AS (coalesce(round(extract(epoch FROM closed_at - requested_at) * 1000)::bigint, -1)) STORED;


-- One for each order a list can have; the id makes it total and lets a page begin where the last one ended.
CREATE INDEX view_request_requested ON view_request (requested_at, request_id);
CREATE INDEX view_request_state ON view_request (state, requested_at, request_id);
CREATE INDEX view_request_model ON view_request (model, requested_at, request_id);
CREATE INDEX view_request_account ON view_request (account_id, requested_at, request_id);
CREATE INDEX view_request_worker ON view_request (coalesce(worker_id, ''), requested_at, request_id);
CREATE INDEX view_request_provider ON view_request (coalesce(provider_id, ''), requested_at, request_id);
CREATE INDEX view_request_tokens ON view_request (tokens, request_id);
CREATE INDEX view_request_cost ON view_request (cost, request_id);
CREATE INDEX view_request_latency ON view_request (latency_millis, request_id);
-- What is in flight: few rows, however long the history.
CREATE INDEX view_request_open ON view_request (account_id, worker_id) WHERE closed_at IS NULL;

-- One row per attempt given to a worker; ended_at and code only where the attempt failed and another could follow.
CREATE TABLE view_attempt (
    request_id text NOT NULL,
    attempt integer NOT NULL,
    worker_id text NOT NULL,
    provider_id text NOT NULL,
    worker_key text NOT NULL,
    rule text NOT NULL,
    relay text,
    assigned_at timestamptz NOT NULL,
    ended_at timestamptz,
    code text,
    fault text,
    PRIMARY KEY (request_id, attempt)
);

-- What went wrong with a worker, one row per event that says so.
CREATE TABLE view_worker_fault (
    aggregate_id text NOT NULL,
    sequence bigint NOT NULL,
    worker_id text NOT NULL,
    kind text NOT NULL,
    code text NOT NULL,
    detail text NOT NULL,
    request_id text,
    at timestamptz NOT NULL,
    PRIMARY KEY (aggregate_id, sequence)
);
CREATE INDEX view_worker_fault_worker ON view_worker_fault (worker_id, at);

CREATE TABLE view_model (
    model text PRIMARY KEY,
    version bigint NOT NULL,
    family text NOT NULL,
    digest text NOT NULL,
    context_tokens integer NOT NULL,
    listed_at timestamptz NOT NULL
);

CREATE TABLE view_price (
    model text NOT NULL,
    price_version integer NOT NULL,
    digest text NOT NULL,
    price_per_token bigint NOT NULL,
    prompt_multiplier integer NOT NULL,
    cached_multiplier integer NOT NULL,
    completion_multiplier integer NOT NULL,
    reasoning_multiplier integer NOT NULL,
    fee_percent integer NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (model, price_version)
);

-- version: the sequence of the registry's last event about it. A measurement may be allowed again after a revocation.
CREATE TABLE view_measurement (
    measurement text PRIMARY KEY,
    version bigint NOT NULL,
    allowed boolean NOT NULL,
    note text NOT NULL,
    changed_at timestamptz NOT NULL
);

CREATE TABLE view_period (
    period text PRIMARY KEY,
    from_at timestamptz NOT NULL,
    up_to timestamptz NOT NULL,
    charged bigint NOT NULL,
    fees bigint NOT NULL,
    providers integer NOT NULL,
    requests bigint NOT NULL,
    closed_at timestamptz NOT NULL
);

CREATE TABLE view_accrual (
    period text NOT NULL,
    provider_id text NOT NULL,
    reward bigint NOT NULL,
    requests bigint NOT NULL,
    PRIMARY KEY (period, provider_id)
);
CREATE INDEX view_accrual_provider ON view_accrual (provider_id);

-- Counters. A counter moves only when the row it counts moves, in the transaction that also moves the bookmark.
-- shard: the segment that counts, so that no two segments wait for one another's rows; a figure is the sum of all.
CREATE TABLE view_tally (
    name text NOT NULL,
    shard integer NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (name, shard)
) WITH (fillfactor = 50);

CREATE TABLE view_traffic (
    grain text NOT NULL CHECK (grain IN ('SECOND', 'MINUTE')),
    start timestamptz NOT NULL,
    shard integer NOT NULL,
    requested bigint NOT NULL,
    completed bigint NOT NULL,
    failed bigint NOT NULL,
    cancelled bigint NOT NULL,
    expired bigint NOT NULL,
    tokens bigint NOT NULL,
    spent bigint NOT NULL,
    PRIMARY KEY (grain, start, shard)
) WITH (fillfactor = 70);

-- Completed requests by latency. bin: see LatencyBins.
CREATE TABLE view_latency (
    grain text NOT NULL CHECK (grain IN ('SECOND', 'MINUTE')),
    start timestamptz NOT NULL,
    bin integer NOT NULL,
    shard integer NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (grain, start, bin, shard)
) WITH (fillfactor = 70);

CREATE TABLE view_account_day (
    account_id text NOT NULL,
    day date NOT NULL,
    model text NOT NULL,
    shard integer NOT NULL,
    requests bigint NOT NULL,
    completed bigint NOT NULL,
    tokens bigint NOT NULL,
    spent bigint NOT NULL,
    PRIMARY KEY (account_id, day, model, shard)
) WITH (fillfactor = 70);

CREATE TABLE view_worker_day (
    worker_id text NOT NULL,
    day date NOT NULL,
    provider_id text NOT NULL,
    shard integer NOT NULL,
    completed bigint NOT NULL,
    failed bigint NOT NULL,
    tokens bigint NOT NULL,
    earned bigint NOT NULL,
    PRIMARY KEY (worker_id, day, provider_id, shard)
) WITH (fillfactor = 70);
CREATE INDEX view_worker_day_provider ON view_worker_day (provider_id);

-- Which event names stand in which 1,024 places of the log: where to look for a rare one. block: dense_index / 1024.
CREATE TABLE view_log_block (
    name text COLLATE "C" NOT NULL,
    block bigint NOT NULL,
    PRIMARY KEY (name, block)
);

-- Events whose projection failed, and those of the same stream behind them. Not derived from the log: a rebuild
-- empties it, for it tries them all again.
CREATE TABLE view_dead_letter (
    dense_index bigint PRIMARY KEY,
    aggregate_id text NOT NULL,
    stream text NOT NULL,
    sequence bigint NOT NULL,
    name text NOT NULL,
    -- Null for an event that only waits for one before it.
    cause text,
    attempts integer NOT NULL,
    parked_at timestamptz NOT NULL,
    tried_at timestamptz,
    next_try_at timestamptz NOT NULL
);
CREATE INDEX view_dead_letter_aggregate ON view_dead_letter (aggregate_id, dense_index);
CREATE INDEX view_dead_letter_due ON view_dead_letter (next_try_at);

-- Processes that feed the views; the living share the segments.
CREATE TABLE view_feeder (
    feeder text PRIMARY KEY,
    seen_at timestamptz NOT NULL
);

-- One row: the last rebuild, if there was one.
CREATE TABLE view_rebuild (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    target bigint NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    asked_by text NOT NULL
);
