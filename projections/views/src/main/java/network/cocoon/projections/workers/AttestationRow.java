package network.cocoon.projections.workers;

import java.time.Instant;
import network.cocoon.domain.worker.TrustClass;

/** One accepted attestation; digests in hexadecimal. */
public record AttestationRow(
        String workerKey,
        String worker,
        String evidenceDigest,
        String collateralDigest,
        String measurement,
        String modelDigest,
        String imageDigest,
        String platform,
        String tcbStatus,
        TrustClass trust,
        Instant notBefore,
        Instant validUntil,
        Instant at) {}
