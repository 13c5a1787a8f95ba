-- Every fact of the network, in the bytes it was written with. Rows are only ever added.
CREATE TABLE domain_event (
    global_index bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream text NOT NULL,
    aggregate_id text NOT NULL,
    sequence bigint NOT NULL CHECK (sequence >= 0),
    event_id text NOT NULL UNIQUE,
    name text NOT NULL,
    revision integer NOT NULL CHECK (revision > 0),
    payload bytea NOT NULL,
    metadata bytea NOT NULL,
    time timestamptz(6) NOT NULL,
    -- Blinds the public leaf hash of this event.
    salt bytea NOT NULL CHECK (octet_length(salt) = 32),
    -- The writing transaction: the sequencer looks no further back than the oldest one still open.
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    UNIQUE (aggregate_id, sequence)
);
CREATE INDEX domain_event_transaction ON domain_event (transaction, global_index);
CREATE INDEX domain_event_time ON domain_event (time);

CREATE TABLE snapshot_event (
    aggregate_id text PRIMARY KEY,
    stream text NOT NULL,
    sequence bigint NOT NULL,
    event_id text NOT NULL,
    name text NOT NULL,
    revision integer NOT NULL,
    payload bytea NOT NULL,
    metadata bytea NOT NULL,
    time timestamptz(6) NOT NULL
);

-- The one order everybody reads. global_index is not it: a lower number can commit after a higher one.
CREATE TABLE event_index (
    dense_index bigint PRIMARY KEY CHECK (dense_index > 0),
    global_index bigint NOT NULL UNIQUE REFERENCES domain_event,
    epoch bigint NOT NULL
);

-- One row. epoch: which holder may write; head: the last dense index; floor: every transaction below it has been
-- indexed or was rolled back.
CREATE TABLE sequencer (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch bigint NOT NULL,
    head bigint NOT NULL,
    floor xid8 NOT NULL
);
INSERT INTO sequencer (epoch, head, floor) VALUES (0, 0, '0');

-- Bookmarks of the event processors.
CREATE TABLE token_entry (
    processor_name text NOT NULL,
    segment integer NOT NULL,
    token bytea,
    token_type text,
    updated_at text,
    owner text,
    PRIMARY KEY (processor_name, segment)
);
