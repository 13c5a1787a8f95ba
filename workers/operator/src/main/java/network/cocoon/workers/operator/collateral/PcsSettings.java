package network.cocoon.workers.operator.collateral;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where Intel's interface answers.
 *
 * @param base    scheme, host and perhaps a path, without {@code /sgx/certification/v4}
 * @param rootCrl where the root CA's list is
 * @param key     subscription key, for a source that wants one; never printed
 * @param timeout for one answer, from the question to its last byte
 */
public record PcsSettings(URI base, URI rootCrl, Optional<String> key, Duration timeout) {

    /** Intel's own service. It wants no key for collateral. */
    public static final URI INTEL = URI.create("https://api.trustedservices.intel.com");

    private static final URI INTEL_ROOT_CRL =
            URI.create("https://certificates.trustedservices.intel.com/IntelSGXRootCA.der");

    /** Intel publishes its root's list beside its service; a cache of it (PCCS) serves that, too. */
    public static PcsSettings of(URI base, Optional<String> key, Duration timeout) {
        URI plain = URI.create(base.toString().replaceFirst("/+$", ""));
        URI rootCrl = plain.equals(INTEL) ? INTEL_ROOT_CRL : URI.create(plain + "/sgx/certification/v4/rootcacrl");
        return new PcsSettings(plain, rootCrl, key, timeout);
    }

    @Override
    public String toString() {
        return "PcsSettings[" + base + "]";
    }
}
