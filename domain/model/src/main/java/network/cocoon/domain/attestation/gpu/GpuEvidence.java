package network.cocoon.domain.attestation.gpu;

import network.cocoon.domain.kernel.Bytes;

/**
 * What one device gives.
 *
 * @param report SPDM request and response, binary
 * @param chain PEM, the device's own certificate first, NVIDIA's root last
 */
public record GpuEvidence(Bytes report, Bytes chain) {}
