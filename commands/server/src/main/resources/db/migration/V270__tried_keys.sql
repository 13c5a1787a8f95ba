-- Requests that went on to another worker, by whose attempt ended: a worker that was away learns of it. Few have any.
CREATE INDEX inference_request_tried ON inference_request USING gin (tried_keys) WHERE tried_keys <> '{}';
