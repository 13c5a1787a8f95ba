package network.cocoon.domain.attestation.tdx;

import java.util.Locale;

/** Which of Intel's two authorities certified a platform: it decides whose revocation list speaks of it. */
public enum PckAuthority {
    /** Machines of several packages, which register themselves. */
    PLATFORM,
    /** Machines of one package. */
    PROCESSOR;

    /** The value of {@code ca} in Intel's interface (PCS API v4, "Get Revocation List"). */
    public String query() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By the name of the authority's certificate, which {@link PkiNames} fixed. */
    static PckAuthority named(String commonName) {
        return commonName.contains("Platform") ? PLATFORM : PROCESSOR;
    }
}
