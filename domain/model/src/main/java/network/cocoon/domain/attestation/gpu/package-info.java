/**
 * Evidence of NVIDIA's GPUs and switches: measurements by SPDM 1.1 (DMTF DSP0274), signed under NVIDIA's device root.
 *
 * <p>What the evidence does not show is not judged: whether a GPU runs in developer mode only its driver says, so the
 * measured image of the worker must ask it; whether a certificate was withdrawn only NVIDIA's OCSP service says.
 */
@NullMarked
package network.cocoon.domain.attestation.gpu;

import org.jspecify.annotations.NullMarked;
