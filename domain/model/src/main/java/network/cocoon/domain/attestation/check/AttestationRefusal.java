package network.cocoon.domain.attestation.check;

/** Why evidence is not believed. One code per way to fail; the detail beside it says which value was at fault. */
public enum AttestationRefusal {
    /** The evidence, the statement or the collateral is not of the shape its specification gives. */
    MALFORMED_EVIDENCE,
    MALFORMED_QUOTE,
    MALFORMED_CERTIFICATE,
    MALFORMED_CRL,
    MALFORMED_TCB_INFO,
    MALFORMED_QE_IDENTITY,
    /** A certification data type that brings no PCK certificate chain. */
    UNSUPPORTED_CERTIFICATION_DATA,
    /** The chain does not end in the root that this verifier was built with. */
    UNKNOWN_ROOT,
    INVALID_CHAIN,
    /** A certificate is expired or not yet valid. */
    CERTIFICATE_NOT_CURRENT,
    REVOKED_CERTIFICATE,
    INVALID_CRL,
    /** A revocation list, TCB info or QE identity is past its next update, or from the future. */
    COLLATERAL_NOT_CURRENT,
    INVALID_TCB_INFO_SIGNATURE,
    INVALID_QE_IDENTITY_SIGNATURE,
    /** TCB info or QE identity of another platform, another kind of TEE, or too old an evaluation. */
    COLLATERAL_MISMATCH,
    TCB_EVALUATION_BELOW_FLOOR,
    INVALID_QE_REPORT_SIGNATURE,
    ATTESTATION_KEY_NOT_BOUND,
    QE_IDENTITY_MISMATCH,
    INVALID_QUOTE_SIGNATURE,
    TDX_MODULE_MISMATCH,
    NO_TCB_LEVEL,
    /** The quote is good, but of a kind of TEE that never runs a worker. */
    NOT_A_TD,
    /** REPORTDATA is not the digest of the key statement: another machine's quote, or another key's. */
    KEY_NOT_BOUND,
    KEY_NOT_CURRENT,
    KEY_LIFETIME_TOO_LONG,
    PLATFORM_MISMATCH,
    PLATFORM_NOT_ADMITTED,
    TCB_STATUS_NOT_ACCEPTED,
    ADVISORY_NOT_ACCEPTED,
    DEBUG_TD,
    TD_ATTRIBUTES_NOT_ACCEPTED,
    XFAM_NOT_ACCEPTED,
    TD_OWNER_NOT_ACCEPTED,
    MEASUREMENT_NOT_ALLOWED,
    MALFORMED_GPU_EVIDENCE,
    /** A certificate chain of none of the devices whose evidence is understood. */
    UNKNOWN_DEVICE,
    INVALID_GPU_SIGNATURE,
    /** The evidence answers another question: somebody else's, or an old one. */
    NONCE_MISMATCH,
    /** The firmware that measured is not the firmware that the certificate was issued to. */
    GPU_FIRMWARE_MISMATCH,
    GPU_MODE_NOT_ACCEPTED,
    MALFORMED_RIM,
    INVALID_RIM_SIGNATURE,
    /** No manifest, or more than one, of what the device runs; or two that both claim a measurement. */
    RIM_MISMATCH,
    /** The device measured what its maker's manifests do not list. */
    GPU_MEASUREMENT_MISMATCH,
    MALFORMED_OCSP,
    /** An answer about a certificate that is not its authority's, or of another certificate. */
    INVALID_OCSP,
    /** Two pieces of evidence of one device, or fewer than there are devices. */
    DEVICES_NOT_COVERED,
    /** The key statement does not name this GPU evidence: another machine's devices, or others than were shown. */
    GPU_EVIDENCE_NOT_BOUND,
    /** A driver or a VBIOS that the release manifest does not list. */
    GPU_VERSION_NOT_ALLOWED,
    /** It is demanded and none is shown. */
    BOOT_LOG_MISSING,
    MALFORMED_BOOT_LOG,
    /** The log does not come to RTMR3, or ends with another image or model than the key statement names. */
    BOOT_LOG_DIFFERS,
    /** Software ran in this machine that the release manifest does not list. */
    BOOT_EVENT_NOT_ALLOWED,
    MALFORMED_SNP_REPORT,
    INVALID_SNP_SIGNATURE,
    /** The certificate is of another chip, another product, or another version of its firmware. */
    SNP_CERTIFICATE_MISMATCH,
    SNP_POLICY_NOT_ACCEPTED
}
