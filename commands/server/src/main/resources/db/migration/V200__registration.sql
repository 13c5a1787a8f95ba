-- One row: this network's name, which stands in every signed statement.
CREATE TABLE network (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    id text NOT NULL
);

-- Who a bearer key speaks for. The key itself is never stored.
CREATE TABLE api_key (
    hash text PRIMARY KEY,
    role text NOT NULL CHECK (role IN ('APP', 'PROVIDER', 'WORKER')),
    subject text NOT NULL,
    revoked boolean NOT NULL DEFAULT false
);

-- What identifies a person; the log holds only a commitment to it, so this row can be erased.
CREATE TABLE profile (
    subject text PRIMARY KEY,
    name text NOT NULL,
    salt bytea NOT NULL CHECK (octet_length(salt) = 32)
);

-- Which provider's stream an enrolment token is for; whether it may still be used is the stream's to say.
CREATE TABLE enrolment_token (
    hash text PRIMARY KEY,
    provider text NOT NULL
);

-- Nonces a worker was given and has not used.
CREATE TABLE attestation_challenge (
    nonce bytea PRIMARY KEY CHECK (octet_length(nonce) = 32),
    worker text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX attestation_challenge_worker ON attestation_challenge (worker);
CREATE INDEX attestation_challenge_expires ON attestation_challenge (expires);

CREATE TABLE evidence (
    digest text PRIMARY KEY,
    bytes bytea NOT NULL,
    stored_at timestamptz NOT NULL
);

-- Every manifest of the release keys that was ever installed, as it was signed: what one of them revoked never comes
-- back.
CREATE TABLE release_manifest (
    version bigint PRIMARY KEY,
    bytes bytea NOT NULL,
    installed_at timestamptz NOT NULL
);
