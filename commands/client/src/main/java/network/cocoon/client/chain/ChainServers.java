package network.cocoon.client.chain;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.client.chain.ChainException.Code;
import network.cocoon.domain.attestation.MasterBlock;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.wire.ton.TonAddress;

/**
 * The chain as so many servers say that it is, asked in their order: where one fails or lies the next is asked. Every call
 * blocks, within 20 s a server. Safe for many threads.
 */
public final class ChainServers implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    @FunctionalInterface
    private interface Question<T> {
        T ask(TonCenter server) throws ChainException;
    }

    private final HttpClient http;
    private final List<TonCenter> servers;
    private final int agree;

    /** Connects to nothing yet. */
    public ChainServers(ChainSettings settings) {
        this.http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.servers = settings.servers().stream()
                .map(base -> new TonCenter(http, base, settings.apiKey()))
                .toList();
        this.agree = settings.agree();
    }

    /** The newest masterchain block that so many servers have. */
    public MasterBlock newest() throws ChainException {
        long common = Long.MAX_VALUE;
        int answered = 0;
        ChainException last = null;
        for (TonCenter server : servers) {
            try {
                common = Math.min(common, server.newest());
                if (++answered == agree) {
                    return block(common);
                }
            } catch (ChainException e) {
                last = e;
            }
        }
        throw last == null ? disagree() : last;
    }

    /** The masterchain block of this number. */
    public MasterBlock block(long seqno) throws ChainException {
        return agreed(server -> server.block(seqno));
    }

    /** What the contract at this address keeps. */
    RegistryStorage registry(TonAddress address) throws ChainException {
        return agreed(server -> server.registry(address));
    }

    private <T> T agreed(Question<T> question) throws ChainException {
        Map<T, Integer> votes = new HashMap<>();
        ChainException last = null;
        for (TonCenter server : servers) {
            try {
                T answer = question.ask(server);
                if (votes.merge(answer, 1, Integer::sum) == agree) {
                    return answer;
                }
            } catch (ChainException e) {
                last = e;
            }
        }
        throw last == null || votes.size() > 1 ? disagree() : last;
    }

    private ChainException disagree() {
        return new ChainException(
                Code.CHAIN_DISAGREES, "fewer than " + agree + " of the chain's servers say the same; name others");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
