-- Who may sign in to the console. Passwords are kept as bcrypt hashes.
CREATE TABLE console_user (
    username text PRIMARY KEY,
    password_hash text NOT NULL,
    role text NOT NULL CHECK (role IN ('OPERATOR', 'VIEWER')),
    created_at timestamptz NOT NULL DEFAULT now()
);
