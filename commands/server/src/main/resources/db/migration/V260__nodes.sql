-- The server nodes. A row is a node from one start to its end; it is alive while its heartbeat is young by this database's
-- clock. url: null until its web server listens. roles: separated by commas. version: of its program.
CREATE TABLE node (
    id text PRIMARY KEY,
    url text,
    roles text NOT NULL,
    version text NOT NULL,
    started timestamptz NOT NULL,
    heartbeat timestamptz NOT NULL,
    draining boolean NOT NULL DEFAULT false
) WITH (fillfactor = 50);

-- relay: the node that passes the running attempt's frames. home: the node at which the client waits for them.
ALTER TABLE inference_request ADD COLUMN IF NOT EXISTS relay text;
ALTER TABLE inference_request ADD COLUMN home text;
CREATE INDEX inference_request_relay ON inference_request (relay) WHERE state = 'ASSIGNED';
