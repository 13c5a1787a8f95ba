-- The page of one attestation finds it by its evidence, and a revocation all that were of a measurement.
CREATE INDEX view_attestation_evidence ON view_attestation (evidence_digest);
CREATE INDEX view_attestation_measurement ON view_attestation (measurement);
