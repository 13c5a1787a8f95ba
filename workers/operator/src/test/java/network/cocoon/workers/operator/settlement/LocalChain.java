package network.cocoon.workers.operator.settlement;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.devchain.chain.Chain;
import network.cocoon.workers.devchain.chain.ChainSettings;
import network.cocoon.workers.devchain.http.DevchainServer;
import network.cocoon.workers.operator.gateway.ConfirmationPolicy;
import network.cocoon.workers.operator.gateway.EndpointSettings;
import network.cocoon.workers.operator.gateway.NetworkGateway;
import network.cocoon.workers.operator.gateway.Pacing;
import network.cocoon.workers.operator.port.Rehearsal;
import network.cocoon.workers.operator.rehearsal.EmulatorRehearsal;
import network.cocoon.workers.tvm.Tvm;
import network.cocoon.workers.tvm.block.Message;

/** A local chain behind its server, with the real TVM, which is started once. */
final class LocalChain implements AutoCloseable {

    static final long TON = 1_000_000_000;
    /** One for all tests: it takes seconds to start. */
    static final Rehearsal REHEARSAL = new EmulatorRehearsal();

    private static final Tvm TVM = Tvm.start();

    private final Chain chain;
    private final DevchainServer server;

    /** @param blocks empty: a message has a block at once. Else blocks come only when asked for, in an order by this seed */
    LocalChain(Optional<Long> blocks) throws IOException {
        ChainSettings settings =
                blocks.map(seed -> new ChainSettings(seed, true, 3_600_000)).orElse(ChainSettings.INSTANT);
        chain = Chain.inMemory(settings, InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000)), TVM);
        server = DevchainServer.start(chain, 0);
    }

    Chain chain() {
        return chain;
    }

    String endpoint() {
        return server.endpoint();
    }

    NetworkGateway gateway(ConfirmationPolicy policy) {
        return NetworkGateway.open(
                List.of(new EndpointSettings(
                        URI.create(server.endpoint()), Optional.empty(), Duration.ZERO, Duration.ofSeconds(60))),
                policy,
                Pacing.of(new Random(1)));
    }

    void give(TonAddress to, long nanoton) {
        chain.give(to, BigInteger.valueOf(nanoton));
    }

    long balance(TonAddress address) {
        return chain.account(address).balance().longValueExact();
    }

    /** All that ever came; the balance is less by rent. */
    long received(TonAddress address) {
        return chain.view(view -> view.history(address)).stream()
                .map(stored -> stored.transaction().in())
                .filter(Message.Internal.class::isInstance)
                .mapToLong(in -> ((Message.Internal) in).value().longValueExact())
                .sum();
    }

    Instant now() {
        return Instant.ofEpochSecond(chain.now());
    }

    @Override
    public void close() throws IOException {
        server.close();
        chain.close();
    }
}
