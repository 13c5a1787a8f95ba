-- Where an owner will be paid from a time on, and which event that is from.
ALTER TABLE view_provider
    ADD COLUMN proposed_address text,
    ADD COLUMN proposed_due timestamptz,
    ADD COLUMN proposal_version bigint NOT NULL DEFAULT 0;
