package network.cocoon.audit.evidence;

/** Why a file could not even be judged. What is in it may be good or bad: nobody knows. */
enum EvidenceFault {
    FILE_UNREADABLE,
    FILE_TOO_LARGE,
    /** The manifest or the list of mutations is not JSON of the expected shape. */
    MALFORMED_MANIFEST,
    /** One entry of it is not. */
    MALFORMED_ENTRY,
    /** The bundle lacks a part, or a part is in no known spelling. */
    MALFORMED_COLLATERAL,
    /** GPU or SEV-SNP evidence in no known wrapping. */
    MALFORMED_EVIDENCE,
    /** A mutation of a quote that the manifest does not name, or names without collateral. */
    UNKNOWN_BASE,
    /** A change that cannot be made to these bytes. */
    IMPOSSIBLE_MUTATION
}
