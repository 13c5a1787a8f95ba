package network.cocoon.projections.registry;

import java.time.Instant;

/**
 * One measurement that was allowed or revoked.
 *
 * @param measurement digest of the measured registers, hexadecimal
 * @param note        why, as the operator wrote it
 * @param changedAt   when it was last allowed or revoked
 * @param workers     how many workers' latest attestation shows it
 */
public record MeasurementRow(String measurement, boolean allowed, String note, Instant changedAt, int workers) {}
