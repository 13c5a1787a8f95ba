package network.cocoon.commands.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this operator reaches the chain, and what it does there by itself. Without servers it does nothing.
 *
 * @param servers          of toncenter's API, up to and with {@code /api/v2}, the preferred one first
 * @param apiKeys          file with one line for each server, its API key or nothing
 * @param interval         between two calls to one server
 * @param blocks           masterchain blocks after which a transaction counts
 * @param agree            servers that must give the same history
 * @param every            pause between two looks at the chain
 * @param reconcileEvery   pause between two comparisons of the log with the chain
 * @param keystore         file with the wallet's key; without it nobody is paid
 * @param keystorePassword a file that its owner alone may read, or {@code env:VARIABLE}
 * @param walletTimeout    how long the wallet takes a message; part of its address
 * @param rehearse         whether what is sent is tried on TON's emulator first
 * @param settleEvery      how often days that are over are closed and what is due is paid; 0 for by hand
 */
public record ChainSettings(
        @DefaultValue List<URI> servers,
        @Nullable Path apiKeys,
        @DefaultValue("1s") Duration interval,
        @DefaultValue("2") int blocks,
        @DefaultValue("1") int agree,
        @DefaultValue("5s") Duration every,
        @DefaultValue("1m") Duration reconcileEvery,
        @Nullable Path keystore,
        @Nullable String keystorePassword,
        @DefaultValue("1h") Duration walletTimeout,
        @DefaultValue("true") boolean rehearse,
        @DefaultValue("1h") Duration settleEvery) {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    public ChainSettings {
        servers = List.copyOf(servers);
        if (agree < 1 || (!servers.isEmpty() && agree > servers.size())) {
            throw new IllegalArgumentException("cocoon.ton.chain.agree is from 1 to the number of servers");
        }
        if (every.compareTo(SHORTEST_PAUSE) < 0 || every.compareTo(LONGEST_PAUSE) > 0) {
            throw new IllegalArgumentException("cocoon.ton.chain.every is from 100ms to 10m");
        }
        if (reconcileEvery.compareTo(every) < 0 || reconcileEvery.compareTo(LONGEST_PAUSE) > 0) {
            throw new IllegalArgumentException(
                    "cocoon.ton.chain.reconcile-every is from cocoon.ton.chain.every to 10m");
        }
        if ((keystore == null) != (keystorePassword == null)) {
            throw new IllegalArgumentException(
                    "cocoon.ton.chain.keystore and cocoon.ton.chain.keystore-password go together");
        }
        if (settleEvery.isNegative()) {
            throw new IllegalArgumentException("cocoon.ton.chain.settle-every is not negative");
        }
    }
}
