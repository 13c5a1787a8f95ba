package network.cocoon.domain.attestation.tdx;

import java.util.Set;

/**
 * The common names that certificates of a hierarchy must have (Intel SGX PCK Certificate and CRL Profile). A simulated
 * hierarchy carries other names, so that neither passes for the other even to a reader's eye.
 */
public record PkiNames(String pck, Set<String> pckAuthorities, String tcbSigning) {

    public static final PkiNames INTEL = named("");
    public static final PkiNames SIMULATOR = named(" SIMULATOR");

    public PkiNames {
        pckAuthorities = Set.copyOf(pckAuthorities);
    }

    private static PkiNames named(String suffix) {
        return new PkiNames(
                "Intel SGX PCK Certificate" + suffix,
                Set.of("Intel SGX PCK Platform CA" + suffix, "Intel SGX PCK Processor CA" + suffix),
                "Intel SGX TCB Signing" + suffix);
    }
}
