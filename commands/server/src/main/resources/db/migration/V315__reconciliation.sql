-- The newest round of reconciliation, and what it could explain. Alarms are events; that a round was made is none, or an idle
-- network's log would grow by one every minute.
CREATE TABLE reconciliation_round (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    at timestamptz NOT NULL,
    seqno bigint NOT NULL,
    seen timestamptz NOT NULL,
    escrows integer NOT NULL,
    unread integer NOT NULL,
    explained text NOT NULL
);
