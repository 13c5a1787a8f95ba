-- What an account has in flight, for its status.
CREATE INDEX inference_request_account ON inference_request (account) WHERE state IN ('QUEUED', 'ASSIGNED');
