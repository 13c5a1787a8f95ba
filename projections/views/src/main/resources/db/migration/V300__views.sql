-- Read models: everything here is derived from the log and may be dropped and rebuilt.
-- version: the sequence of the last event of the row's own stream that was applied, so that redelivery changes nothing.

CREATE TABLE view_request (
    request_id text PRIMARY KEY,
    version bigint NOT NULL,
    state text NOT NULL,
    account_id text NOT NULL,
    client_key text NOT NULL,
    model text NOT NULL,
    max_tokens integer NOT NULL,
    max_coefficient integer NOT NULL,
    max_cost bigint NOT NULL,
    ciphertext_bytes integer NOT NULL,
    requested_at timestamptz NOT NULL,
    deadline timestamptz NOT NULL,
    worker_id text,
    provider_id text,
    worker_key text,
    attempt integer NOT NULL DEFAULT 0,
    coefficient integer,
    rule text,
    assigned_at timestamptz,
    first_token_at timestamptz,
    closed_at timestamptz,
    prompt_tokens bigint NOT NULL DEFAULT 0,
    cached_tokens bigint NOT NULL DEFAULT 0,
    completion_tokens bigint NOT NULL DEFAULT 0,
    reasoning_tokens bigint NOT NULL DEFAULT 0,
    cost bigint NOT NULL DEFAULT 0,
    reward bigint NOT NULL DEFAULT 0,
    fee bigint NOT NULL DEFAULT 0,
    failure text,
    fault text
);
CREATE INDEX view_request_requested ON view_request (requested_at, request_id);
CREATE INDEX view_request_closed ON view_request (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX view_request_state ON view_request (state, requested_at);
CREATE INDEX view_request_account ON view_request (account_id, requested_at);
CREATE INDEX view_request_worker ON view_request (worker_id, requested_at);
CREATE INDEX view_request_provider ON view_request (provider_id, closed_at);

-- One row per refused report.
CREATE TABLE view_refused_report (
    request_id text NOT NULL,
    sequence bigint NOT NULL,
    reporter text NOT NULL,
    code text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (request_id, sequence)
);

CREATE TABLE view_account (
    account_id text PRIMARY KEY,
    version bigint NOT NULL,
    standing text NOT NULL,
    reason text,
    model_families text[] NOT NULL,
    requests_per_day integer NOT NULL,
    tokens_per_request integer NOT NULL,
    lanes integer NOT NULL,
    authorized bigint NOT NULL DEFAULT 0,
    authorized_until timestamptz,
    registered_at timestamptz NOT NULL
);

-- API keys (by hash) and client keys of accounts: one row per key.
CREATE TABLE view_account_key (
    account_id text NOT NULL,
    kind text NOT NULL,
    key_id text NOT NULL,
    spend_per_day bigint,
    not_after timestamptz,
    issued_at timestamptz NOT NULL,
    revoked_at timestamptz,
    PRIMARY KEY (account_id, kind, key_id)
);

CREATE TABLE view_worker (
    worker_id text PRIMARY KEY,
    version bigint NOT NULL,
    standing text NOT NULL,
    reason text,
    provider_id text NOT NULL,
    gpu_type text NOT NULL,
    gpu_memory_mib integer NOT NULL,
    expected_uptime_permille integer NOT NULL,
    registered_at timestamptz NOT NULL
);
CREATE INDEX view_worker_provider ON view_worker (provider_id);

-- One row per accepted attestation: a worker's key is new each time.
CREATE TABLE view_attestation (
    worker_key text PRIMARY KEY,
    worker_id text NOT NULL,
    evidence_digest text NOT NULL,
    collateral_digest text NOT NULL,
    measurement text NOT NULL,
    model_digest text NOT NULL,
    image_digest text NOT NULL,
    platform text NOT NULL,
    tcb_status text NOT NULL,
    trust text NOT NULL,
    not_before timestamptz NOT NULL,
    valid_until timestamptz NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX view_attestation_worker ON view_attestation (worker_id, at);

CREATE TABLE view_attestation_rejected (
    worker_id text NOT NULL,
    sequence bigint NOT NULL,
    evidence_digest text NOT NULL,
    code text NOT NULL,
    detail text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (worker_id, sequence)
);

CREATE TABLE view_offer (
    worker_id text NOT NULL,
    model text NOT NULL,
    model_digest text NOT NULL,
    coefficient integer NOT NULL,
    slots integer NOT NULL,
    slots_version bigint NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (worker_id, model)
);

CREATE TABLE view_provider (
    provider_id text PRIMARY KEY,
    payout_address text NOT NULL,
    registered_at timestamptz NOT NULL
);
