-- Requests whose answer may have begun to pass, and of which attempt: written before its first frame passes. An attempt that is
-- not here can go to another worker though the node that was to relay it is gone. A row goes with the request's sealed bytes.
CREATE TABLE answer_begun (
    request text PRIMARY KEY,
    attempt integer NOT NULL CHECK (attempt >= 1)
) WITH (fillfactor = 50);
