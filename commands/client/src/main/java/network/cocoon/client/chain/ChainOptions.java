package network.cocoon.client.chain;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import network.cocoon.wire.ton.TonAddress;

/**
 * What a person says of the chain.
 *
 * @param servers  addresses of toncenter's API v2
 * @param apiKey   a file with the key that each of them gets
 * @param agree    how many must say the same
 * @param registry address of the contract; none: nothing is narrowed, keys are held against blocks only
 * @param limit    how old what was read of the registry may be
 */
public record ChainOptions(
        List<URI> servers, Optional<Path> apiKey, int agree, Optional<TonAddress> registry, Duration limit) {

    public static final Duration LIMIT = Duration.ofMinutes(10);

    private static final int LONGEST_FILE = 4 * 1024;

    /** Throws {@link IllegalArgumentException} for what cannot be. */
    public ChainOptions {
        registry.ifPresent(it -> new RegistryWatch.Terms(it, RegistryWatch.Terms.EVERY, limit));
        servers = new ChainSettings(servers, Optional.empty(), agree).servers();
    }

    /** The addresses in a list with commas between them. Throws {@link IllegalArgumentException} where one is none. */
    public static List<URI> addresses(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .map(URI::create)
                .toList();
    }

    /** With the servers' key, read from its file. */
    public ChainSettings settings() throws IOException {
        if (apiKey.isEmpty()) {
            return new ChainSettings(servers, Optional.empty(), agree);
        }
        Path file = apiKey.get();
        if (Files.size(file) > LONGEST_FILE) {
            throw new IOException(file + " is larger than " + LONGEST_FILE + " bytes");
        }
        String key = Files.readString(file, StandardCharsets.UTF_8).strip();
        return new ChainSettings(servers, Optional.of(key), agree);
    }
}
