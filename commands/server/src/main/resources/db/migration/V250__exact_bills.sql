-- The highest acknowledged head of each open request: what is billed should the answer break off. Written behind by the
-- node that relays it. A row goes with the request's sealed bytes.
CREATE TABLE acknowledged_head (
    request text PRIMARY KEY,
    attempt integer NOT NULL CHECK (attempt >= 1),
    sequence integer NOT NULL CHECK (sequence >= 1),
    head bytea NOT NULL,
    head_signature bytea NOT NULL,
    acknowledgement bytea NOT NULL
) WITH (fillfactor = 50);

-- relay: the node that passes the running attempt's frames. tried_keys: whose attempt ended before its first frame.
ALTER TABLE inference_request
    ADD COLUMN IF NOT EXISTS relay text,
    ADD COLUMN relay_window integer NOT NULL DEFAULT 8,
    ADD COLUMN tried_keys text[] NOT NULL DEFAULT '{}';

-- A request that waits for new wraps holds its reservation, and expires like the others.
DROP INDEX inference_request_deadline;
CREATE INDEX inference_request_deadline ON inference_request (deadline)
    WHERE state IN ('QUEUED', 'ASSIGNED', 'RESEAL_REQUIRED');
DROP INDEX inference_request_account;
CREATE INDEX inference_request_account ON inference_request (account)
    WHERE state IN ('QUEUED', 'ASSIGNED', 'RESEAL_REQUIRED');

-- Failures at the worker's fault, in thousandths of one, as of the last; they fade within ten minutes. Advice only.
ALTER TABLE worker_slot
    ADD COLUMN faults bigint NOT NULL DEFAULT 0,
    ADD COLUMN faulted_at timestamptz;

-- Answers that an app broke off, keeping frames that it had not acknowledged.
CREATE TABLE window_left (
    request text PRIMARY KEY,
    account text NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX window_left_account ON window_left (account, at);
CREATE INDEX window_left_at ON window_left (at);
