package network.cocoon.commands.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where collateral comes from. Nothing is asked for before an enrolled worker has asked.
 *
 * @param fetch   whether the source is asked at all; without it only what was kept is served
 * @param source  where Intel's interface answers: Intel's own service, or a cache of it
 * @param rootCrl where the list of Intel's root CA is, where it is neither Intel's place nor the cache's
 * @param keyFile owner-only file with the source's subscription key, where it wants one
 * @param every   longest time between two good answers
 * @param timeout for each answer, to its last byte
 */
public record CollateralSettings(
        @DefaultValue("true") boolean fetch,

        @DefaultValue("https://api.trustedservices.intel.com")
        URI source,

        @Nullable URI rootCrl,
        @Nullable Path keyFile,
        @DefaultValue("12h") Duration every,
        @DefaultValue("20s") Duration timeout) {

    private static final Duration LONGEST = Duration.ofDays(7);

    public CollateralSettings {
        if (!web(source) || (rootCrl != null && !web(rootCrl))) {
            throw new IllegalArgumentException(
                    "cocoon.attestation.collateral.source and root-crl look like https://pccs.example");
        }
        if (every.compareTo(Duration.ofMinutes(1)) < 0 || every.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("cocoon.attestation.collateral.every is from 1m to 7d");
        }
        if (timeout.compareTo(Duration.ofMillis(100)) < 0 || timeout.compareTo(Duration.ofMinutes(2)) > 0) {
            throw new IllegalArgumentException("cocoon.attestation.collateral.timeout is from 100ms to 2m");
        }
    }

    private static boolean web(URI address) {
        return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                && address.getHost() != null
                && address.getUserInfo() == null
                && address.getQuery() == null
                && address.getFragment() == null;
    }
}
