package network.cocoon.client.fake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import network.cocoon.client.account.AccountOptions;
import network.cocoon.client.account.AppAccount;
import network.cocoon.client.account.DataFolder;
import network.cocoon.client.ask.Asker;
import network.cocoon.client.ask.Question;
import network.cocoon.client.chain.ChainRules;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.client.sidecar.Sidecar;
import network.cocoon.client.trust.Releases;
import network.cocoon.client.trust.WorkerVerifier;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.chat.ChatPayload;

/** An app with an account at the fake operator, and everything it takes to ask. */
public final class FakeApp implements AutoCloseable {

    public final List<String> notices = new CopyOnWriteArrayList<>();
    public final Asker asker;
    private final OperatorApi operator;
    private final InstantSource clock;

    public FakeApp(FakeOperator network, Path data) throws IOException {
        this(network, data, Optional.empty(), InstantSource.fixed(Instant.now()));
    }

    /** One that reads a chain. */
    public FakeApp(FakeOperator network, Path data, Optional<ChainRules> chain, InstantSource clock)
            throws IOException {
        this.clock = clock;
        operator = OperatorApi.at(network.uri());
        DataFolder folder = new DataFolder(data, network.random);
        var options =
                new AccountOptions("test", List.of("tiny"), 10, 10_000, Nanoton.of(1_000_000), Nanoton.of(5_000_000));
        AppAccount account = AppAccount.open(operator, folder, options, clock, notices::add);
        Releases releases = new Releases(operator, network.releaseKeys(), folder, Releases.Wishes.ANY, clock);
        WorkerVerifier verifier =
                new WorkerVerifier(AttestationVerifier.simulated(network.tee.rootDer()), releases, chain, clock);
        asker = new Asker(
                operator,
                account,
                verifier,
                releases,
                network.logKey.publicKey(),
                10_000,
                network.random,
                clock,
                notices::add);
    }

    public Sidecar sidecar(String key) throws IOException {
        return Sidecar.start(0, key, operator, asker, "SIMULATED", clock, notices::add);
    }

    public static Question question(String text, Duration timeout) {
        return new Question(
                new ModelId("cocoon-tiny"),
                List.of(new ChatPayload.Message("user", text)),
                new ChatPayload.Sampling(null, null, null, null, null, null),
                OptionalInt.empty(),
                4000,
                timeout,
                Optional.empty());
    }

    @Override
    public void close() {
        operator.close();
    }
}
