-- Where each request stands: an index of the log. Rows stay for ever, so that a request id is never used twice.
CREATE TABLE inference_request (
    request text PRIMARY KEY,
    account text NOT NULL,
    model text NOT NULL,
    header_hash text NOT NULL,
    ciphertext_digest text NOT NULL,
    lane integer NOT NULL,
    reserved bigint NOT NULL,
    max_coefficient integer NOT NULL,
    candidate_workers text[] NOT NULL,
    candidate_providers text[] NOT NULL,
    candidate_keys text[] NOT NULL,
    state text NOT NULL,
    worker text,
    attempt integer NOT NULL,
    assigned_at timestamptz,
    claim_by timestamptz,
    prompt integer,
    cached integer,
    completion integer,
    reasoning integer,
    cost bigint,
    failure text,
    reason text,
    deadline timestamptz NOT NULL,
    at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX inference_request_queued ON inference_request (at) WHERE state = 'QUEUED';
CREATE INDEX inference_request_deadline ON inference_request (deadline) WHERE state IN ('QUEUED', 'ASSIGNED');
CREATE INDEX inference_request_claim ON inference_request (claim_by) WHERE state = 'ASSIGNED';
CREATE INDEX inference_request_worker ON inference_request (worker, changed_at);

-- Sealed prompts. Not in the log, which holds their digests: deleting a row shreds the content, and no proof breaks.
CREATE TABLE request_blob (
    request text PRIMARY KEY,
    header bytea NOT NULL,
    encapsulations bytea[] NOT NULL,
    sealed_keys bytea[] NOT NULL,
    ciphertext bytea NOT NULL,
    expires timestamptz NOT NULL
);
ALTER TABLE request_blob ALTER COLUMN ciphertext SET STORAGE EXTERNAL;
CREATE INDEX request_blob_expires ON request_blob (expires);

-- What each completed request earned whom: what a payout period adds up.
CREATE TABLE accrual (
    request text PRIMARY KEY,
    account text NOT NULL,
    provider text NOT NULL,
    reward bigint NOT NULL,
    fee bigint NOT NULL,
    cost bigint NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX accrual_at ON accrual (at);
