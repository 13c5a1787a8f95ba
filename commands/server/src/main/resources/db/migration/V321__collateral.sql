-- Answers of Intel's provisioning certification service, byte for byte, found by their digest and kept for ever: a verdict of
-- any day can be computed again. Nobody need believe these tables, for what is in them is signed by Intel.
CREATE TABLE collateral (
    digest text PRIMARY KEY,
    fmspc text NOT NULL CHECK (fmspc ~ '^[0-9a-f]{12}$'),
    authority text NOT NULL CHECK (authority IN ('PLATFORM', 'PROCESSOR')),
    bytes bytea NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz NOT NULL,
    first_at timestamptz NOT NULL
);
CREATE INDEX collateral_kind ON collateral (fmspc, authority, first_at);

-- Kinds of platform that a worker asked for, and when the source is asked for them again.
CREATE TABLE collateral_shelf (
    fmspc text NOT NULL CHECK (fmspc ~ '^[0-9a-f]{12}$'),
    authority text NOT NULL CHECK (authority IN ('PLATFORM', 'PROCESSOR')),
    asked_at timestamptz NOT NULL,
    newest text REFERENCES collateral,
    fetched_at timestamptz,
    failures integer NOT NULL DEFAULT 0,
    code text,
    next_at timestamptz NOT NULL,
    PRIMARY KEY (fmspc, authority),
    CHECK ((newest IS NULL) = (fetched_at IS NULL))
);

-- The highest number and the latest date that was seen of each kind of document.
CREATE TABLE collateral_mark (
    subject text PRIMARY KEY,
    highest bigint NOT NULL
);

CREATE FUNCTION collateral_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was kept of collateral is not changed, and its marks only rise';
END $$;
CREATE TRIGGER collateral_stays BEFORE UPDATE OR DELETE ON collateral
    FOR EACH ROW EXECUTE FUNCTION collateral_stays();
CREATE TRIGGER collateral_mark_rises BEFORE UPDATE ON collateral_mark
    FOR EACH ROW WHEN (new.highest < old.highest OR new.subject <> old.subject) EXECUTE FUNCTION collateral_stays();
CREATE TRIGGER collateral_mark_stays BEFORE DELETE ON collateral_mark
    FOR EACH ROW EXECUTE FUNCTION collateral_stays();
