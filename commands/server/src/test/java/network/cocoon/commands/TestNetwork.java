package network.cocoon.commands;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.http.ApiKeys;
import network.cocoon.commands.http.Role;
import network.cocoon.domain.account.AccountStatements;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.envelope.EncodedHeader;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.envelope.LengthClass;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.envelope.Receipts;
import network.cocoon.domain.envelope.SubmissionSignature;
import network.cocoon.domain.envelope.Suite;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.InferenceState;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.domain.registry.PriceRule;
import network.cocoon.domain.registry.RegistryCommand;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.wire.api.AppApi;
import network.cocoon.wire.api.NetworkApi.NetworkInfo;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.api.RequestApi.SubmitRequest;
import network.cocoon.wire.api.RequestApi.WrappedKey;
import network.cocoon.wire.api.WorkerApi;
import network.cocoon.wire.api.WorkerApi.ReportCompletion;
import network.cocoon.wire.cbor.HeaderCodec;
import network.cocoon.wire.cbor.ReceiptCodec;

/** A model with a price, apps with credit and attested workers on a {@link TestServer}; sealed bytes are random ones. */
public final class TestNetwork {

    private static final Duration LIFE = Duration.ofMinutes(5);

    public static final ModelId MODEL = new ModelId("cocoon-tiny");
    public static final Digest MODEL_DIGEST = Digest.sha256(new byte[] {1});
    private static final Digest MEASUREMENT = Digest.sha256(new byte[] {2});
    private static final List<String> FAMILIES = List.of("Cocoon");
    private static final int MAX_TOKENS = 100;

    private final TestServer server;
    private final SecureRandom random = new SecureRandom();
    private final Dispatcher dispatcher;
    private final String networkId;

    public TestNetwork(TestServer server) {
        this.server = server;
        this.dispatcher = server.bean(Dispatcher.class);
        this.networkId = server.get("/v1/network", null).as(NetworkInfo.class).networkId();
        Instant now = Instant.now();
        dispatcher.dispatch(new RegistryCommand.ListModel(MODEL, "Cocoon", MODEL_DIGEST, 4096, now));
        dispatcher.dispatch(new RegistryCommand.SetPrice(MODEL, Nanoton.of(20), Multipliers.EVEN, 5, now));
        dispatcher.dispatch(new RegistryCommand.AllowMeasurement(MEASUREMENT, "test", now));
    }

    public record App(AccountId account, SigningKey owner, String apiKey, SigningKey client, ClientKeyId clientKey) {}

    public record Worker(
            WorkerId worker,
            ProviderId provider,
            WorkerKeyId key,
            SigningKey receiptKey,
            Digest evidence,
            String apiKey) {}

    public PriceList prices() {
        return Objects.requireNonNull(
                server.bean(StateReader.class).registry().prices().get(MODEL));
    }

    /** The most that a request of {@link #seal} can cost. */
    public long worstCase() {
        return PriceRule.maxCost(prices(), 1000, MAX_TOKENS).value();
    }

    public App app(long credit) {
        return app(credit, 1_000_000);
    }

    public App app(long credit, int requestsPerDay) {
        SigningKey owner = SigningKey.generate(random);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Bytes proof = owner.sign(
                AccountStatements.registration(networkId, owner.publicKey(), FAMILIES, requestsPerDay, 4096));
        var app = server.post(
                        "/v1/apps",
                        null,
                        new AppApi.RegisterApp("App", owner.publicKey(), FAMILIES, requestsPerDay, 4096, proof))
                .as(AppApi.AppRegistered.class);
        String path = "/v1/apps/" + app.account();
        Instant until = now.plus(1, ChronoUnit.DAYS);
        if (credit > 0) {
            Bytes signature = owner.sign(AccountStatements.credit(networkId, app.account(), Nanoton.of(credit), until));
            server.post(
                            path + "/credit",
                            app.apiKey(),
                            new AppApi.AuthorizeCredit(Nanoton.of(credit), until, signature))
                    .as(AppApi.AppStatus.class);
        }
        return withKey(app.account(), owner, app.apiKey());
    }

    /** The same app with another client key. */
    public App anotherKey(App app) {
        return withKey(app.account(), app.owner(), app.apiKey());
    }

    private App withKey(AccountId account, SigningKey owner, String apiKey) {
        SigningKey client = SigningKey.generate(random);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant until = now.plus(1, ChronoUnit.DAYS);
        Nanoton spend = Nanoton.of(1_000_000_000_000L);
        Bytes certificate = owner.sign(AccountStatements.clientKey(account, client.publicKey(), now, until, spend));
        ClientKeyId key = server.post(
                        "/v1/apps/" + account + "/client-keys",
                        apiKey,
                        new AppApi.CertifyClientKey(client.publicKey(), now, until, spend, certificate))
                .as(AppApi.ClientKeyCertified.class)
                .key();
        return new App(account, owner, apiKey, client, key);
    }

    /** An attested, live worker that offers the model. */
    public Worker worker(int slots) {
        WorkerId worker = new WorkerId("gpu_" + hex(16));
        ProviderId provider = new ProviderId("own_" + hex(16));
        ApiKeys keys = server.bean(ApiKeys.class);
        ApiKeys.Minted minted = keys.mint(Role.WORKER);
        keys.register(Role.WORKER, worker.value(), minted.hash());
        Instant now = Instant.now();
        dispatcher.dispatch(new WorkerCommand.Register(
                worker, provider, "H100", 1024, 900, Digest.sha256(bytes(8)), minted.hash(), now));
        SigningKey receiptKey = SigningKey.generate(random);
        Bytes sealing = Bytes.of(bytes(1216));
        Digest evidence = Digest.sha256(bytes(8));
        WorkerKeyId key =
                new WorkerKeyId(Digest.sha256(sealing.toArray(), evidence.raw()).hex());
        Instant until = now.plus(1, ChronoUnit.HOURS);
        dispatcher.dispatch(new WorkerCommand.RecordAttestation(
                worker,
                key,
                sealing,
                receiptKey.publicKey(),
                evidence,
                evidence,
                MEASUREMENT,
                MODEL_DIGEST,
                evidence,
                "platform",
                "UpToDate",
                TrustClass.SIMULATED,
                now,
                until,
                now));
        server.jdbc()
                .sql("""
                        INSERT INTO worker_key (key, worker, provider, sealing_key, receipt_key, evidence, measurement,
                            model_digest, platform, trust, not_before, valid_until)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'platform', 'SIMULATED', ?, ?)""")
                .params(
                        key.value(),
                        worker.value(),
                        provider.value(),
                        sealing.toArray(),
                        receiptKey.publicKey().toArray(),
                        evidence.hex(),
                        MEASUREMENT.hex(),
                        MODEL_DIGEST.hex(),
                        now.atOffset(ZoneOffset.UTC),
                        until.atOffset(ZoneOffset.UTC))
                .update();
        server.jdbc()
                .sql("INSERT INTO worker_live (worker, provider, status, last_seen) VALUES (?, ?, 'ACTIVE', ?)")
                .params(
                        worker.value(),
                        provider.value(),
                        now.plus(1, ChronoUnit.HOURS).atOffset(ZoneOffset.UTC))
                .update();
        server.post(
                "/v1/workers/" + worker + "/offers",
                minted.text(),
                new WorkerApi.OfferModel(MODEL, MODEL_DIGEST, 1000, slots));
        return new Worker(worker, provider, key, receiptKey, evidence, minted.text());
    }

    public SubmitRequest seal(App app, Worker... recipients) {
        return seal(app, new RequestId(hex(16)), recipients);
    }

    /** One that is dead after so long. */
    public SubmitRequest seal(App app, Duration life, Worker... recipients) {
        return seal(app, new RequestId(hex(16)), life, recipients);
    }

    public SubmitRequest seal(App app, RequestId request, Worker... recipients) {
        return seal(app, request, LIFE, recipients);
    }

    private SubmitRequest seal(App app, RequestId request, Duration life, Worker... recipients) {
        Header header = new Header(
                Header.VERSION,
                Suite.X_WING,
                request,
                app.account(),
                app.clientKey(),
                MODEL,
                MODEL_DIGEST,
                MODEL_DIGEST,
                Instant.now().plus(life).truncatedTo(ChronoUnit.MILLIS),
                LengthClass.holding(100),
                List.of(recipients).stream().map(Worker::key).toList(),
                prices().digest(),
                1000,
                MAX_TOKENS,
                Nanoton.of(worstCase()));
        EncodedHeader encoded = HeaderCodec.encode(header);
        List<WrappedKey> wraps = new ArrayList<>();
        for (Worker _ : recipients) {
            wraps.add(new WrappedKey(Bytes.of(bytes(1120)), Bytes.of(bytes(64))));
        }
        Bytes ciphertext = Bytes.of(bytes(7 + 512 + 16));
        Bytes signature = SubmissionSignature.sign(app.client(), encoded.hash(), Digest.sha256(ciphertext.toArray()));
        return new SubmitRequest(encoded.bytes(), wraps, ciphertext, signature);
    }

    public RequestStatus submit(App app, SubmitRequest request) {
        return server.post("/v1/requests", app.apiKey(), request).as(RequestStatus.class);
    }

    public RequestStatus status(App app, RequestId request) {
        return server.get("/v1/requests/" + request, app.apiKey()).as(RequestStatus.class);
    }

    /** A true receipt for an assigned request. */
    public ReportCompletion receipt(Worker worker, RequestId request, TokenUsage usage) {
        var state = (InferenceState.Assigned) server.bean(StateReader.class).inference(request);
        Assignment assignment = state.assignment();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Receipt receipt = new Receipt(
                request,
                state.order().headerHash(),
                state.order().ciphertextDigest(),
                MODEL_DIGEST,
                worker.worker(),
                assignment.key(),
                worker.evidence(),
                assignment.attempt(),
                assignment.signature(),
                MODEL_DIGEST,
                MODEL_DIGEST,
                usage,
                prices().digest(),
                assignment.coefficient(),
                PriceRule.charge(prices(), assignment.coefficient(), usage).cost(),
                now,
                now,
                now);
        Bytes encoded = ReceiptCodec.encode(receipt);
        return new ReportCompletion(assignment.attempt(), encoded, Receipts.sign(worker.receiptKey(), encoded));
    }

    /** Where the answer's hash chain starts. */
    public Digest headerHash(RequestId request) {
        return ((InferenceState.Known) server.bean(StateReader.class).inference(request))
                .order()
                .headerHash();
    }

    public long free(App app) {
        return server.jdbc()
                .sql("SELECT sum(free_nanoton) FROM lane WHERE account = ?")
                .param(app.account().value())
                .query(Long.class)
                .single();
    }

    public int inUse(Worker worker) {
        return server.jdbc()
                .sql("SELECT in_use FROM worker_slot WHERE worker = ?")
                .param(worker.worker().value())
                .query(Integer.class)
                .single();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private String hex(int bytes) {
        return HexFormat.of().formatHex(bytes(bytes));
    }
}
