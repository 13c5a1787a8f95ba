-- People can be shut out without losing who they were, and what each of them did is kept.
ALTER TABLE console_user
    ADD COLUMN disabled_at timestamptz,
    ADD COLUMN created_by text,
    ADD COLUMN last_sign_in_at timestamptz,
    ADD CONSTRAINT console_user_name CHECK (username ~ '^[a-z0-9][a-z0-9._-]{0,31}$');

-- One row per action asked for in the console, refused ones too.
CREATE TABLE console_action (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    username text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    outcome text NOT NULL
);
CREATE INDEX console_action_at ON console_action (at);
