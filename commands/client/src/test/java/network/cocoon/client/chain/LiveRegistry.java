package network.cocoon.client.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import network.cocoon.client.account.DataFolder;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.JournalApi.Entry;
import network.cocoon.wire.api.JournalApi.Journal;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.registry.RegistryChange.Kind;
import network.cocoon.wire.registry.RegistryList;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.devchain.chain.Chain;
import network.cocoon.workers.devchain.chain.ChainSettings;
import network.cocoon.workers.devchain.http.DevchainServer;
import network.cocoon.workers.operator.contract.HighloadWallet;
import network.cocoon.workers.operator.contract.HighloadWallet.QueryId;
import network.cocoon.workers.operator.contract.Messages;
import network.cocoon.workers.operator.contract.RegistryContract;
import network.cocoon.workers.operator.contract.RegistryOrder;
import network.cocoon.workers.tvm.Tvm;

/** The registry's contract on a local chain with the real TVM, the journal that an operator keeps of it, and one clock for all. */
public final class LiveRegistry implements AutoCloseable {

    public static final int NETWORK = -3;
    public static final Duration DELAY = Duration.ofHours(2);

    private static final Tvm TVM = Tvm.start();
    private static final Duration SOON = Duration.ofMinutes(10);

    public final List<Entry> journal = new CopyOnWriteArrayList<>();
    public final TonAddress address;
    private final SecureRandom random = new SecureRandom();
    private final SigningKey key;
    private final Chain chain;
    private final DevchainServer server;
    private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private long sequence;

    public LiveRegistry() throws IOException {
        this(SigningKey.generate(new SecureRandom()));
    }

    /** One of the same address on a chain of its own, on which nothing was published yet. */
    LiveRegistry(LiveRegistry twin) throws IOException {
        this(twin.key);
    }

    private LiveRegistry(SigningKey key) throws IOException {
        this.key = key;
        chain = Chain.inMemory(ChainSettings.INSTANT, clock(), TVM);
        server = DevchainServer.start(chain, 0);
        HighloadWallet owner = new HighloadWallet(key.publicKey(), HighloadWallet.SUBWALLET, Duration.ofHours(1));
        var opening =
                RegistryContract.initial(RegistryStorage.opening(key.publicKey(), DELAY, NETWORK, owner.address()));
        address = opening.address();
        chain.give(owner.address(), BigInteger.valueOf(100_000_000_000L));
        Cell deposit = Messages.internal(address, Nanoton.of(10_000_000_000L), false, opening, Cell.EMPTY);
        chain.send(owner.sendAll(key, new QueryId(1, 0), now.minusSeconds(2), List.of(deposit), true));
    }

    public InstantSource clock() {
        return () -> now;
    }

    /** Time passes, on the chain too. */
    public void pass(Duration time) {
        now = now.plus(time);
        chain.produce();
    }

    /** Time passes, and no block comes. */
    public void stall(Duration time) {
        now = now.plus(time);
    }

    public URI server() {
        return URI.create(server.endpoint());
    }

    public ChainServers servers() {
        return new ChainServers(new network.cocoon.client.chain.ChainSettings(List.of(server()), Optional.empty(), 1));
    }

    /** What the operator tells of it. */
    public Journal told() {
        return new Journal(address.raw(), NETWORK, journal);
    }

    public void add(RegistryList list, Digest item) {
        publish(Kind.ADD, list, item);
    }

    public void revoke(RegistryList list, Digest item) {
        publish(Kind.REVOKE, list, item);
    }

    /** A longer log, which changes no list. */
    public void checkpoint(long size) {
        order(new RegistryOrder.Checkpoint(sequence, now.plus(SOON), size, Digest.sha256(new byte[] {(byte) size})));
    }

    private void publish(Kind kind, RegistryList list, Digest item) {
        order(new RegistryOrder.Publish(sequence, now.plus(SOON), new RegistryChange(kind, list, item)));
        journal.add(new Entry(list, kind, item, kind == Kind.ADD ? now.plus(DELAY) : now));
    }

    private void order(RegistryOrder order) {
        chain.send(order.message(address, key));
        sequence++;
    }

    /** A reader with that memory. */
    RegistryReader reader(Path data) throws IOException {
        return new RegistryReader(
                servers(), address, this::told, new DataFolder(data, random), Duration.ofMinutes(10), clock());
    }

    @Override
    public void close() throws IOException {
        server.close();
        chain.close();
    }
}
