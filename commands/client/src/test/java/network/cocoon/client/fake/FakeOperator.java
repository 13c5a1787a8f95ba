package network.cocoon.client.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import network.cocoon.domain.account.AccountStatements;
import network.cocoon.domain.attestation.ReleaseKeys;
import network.cocoon.domain.attestation.ReleaseManifest;
import network.cocoon.domain.attestation.SignedManifest;
import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.envelope.EncodedHeader;
import network.cocoon.domain.envelope.SubmissionSignature;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.Rejection;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.wire.api.AppApi;
import network.cocoon.wire.api.EscrowApi;
import network.cocoon.wire.api.JournalApi;
import network.cocoon.wire.api.NetworkApi;
import network.cocoon.wire.api.Problem;
import network.cocoon.wire.api.RequestApi;
import network.cocoon.wire.cbor.HeaderCodec;
import network.cocoon.wire.frames.FrameWriter;
import network.cocoon.wire.json.CocoonJson;
import network.cocoon.workers.teesim.SoftwareTee;
import org.jspecify.annotations.Nullable;

/** An operator in memory, over real HTTP. It checks every signature, and its one worker lives beside it. */
public final class FakeOperator implements AutoCloseable {

    public static final AccountId ACCOUNT = new AccountId("app_" + "a".repeat(32));
    public static final PriceList PRICES =
            new PriceList(new ModelId("cocoon-tiny"), 1, Nanoton.of(20), Multipliers.EVEN, 5);

    private static final String NETWORK = "local-test";

    public final SecureRandom random = new SecureRandom();
    public final SoftwareTee tee = SoftwareTee.create(InstantSource.system(), random);
    public final SigningKey releaseKey = SigningKey.generate(random);
    public final SigningKey logKey = SigningKey.generate(random);
    public final List<FakeWorker> workers = new CopyOnWriteArrayList<>();
    public final List<String> calls = new CopyOnWriteArrayList<>();
    public final FakeRelay relay = new FakeRelay(this);
    public volatile boolean refusesCredit;

    /** Lets nobody wait any more. */
    public volatile boolean full;
    /** What it tells of a registry on chain. */
    public volatile @Nullable Supplier<JournalApi.Journal> journal;

    private final HttpServer server;
    private volatile SignedManifest manifest;
    private volatile @Nullable Bytes owner;
    private volatile @Nullable Bytes clientKey;
    private volatile @Nullable FakeEscrow escrow;
    private volatile long used;
    private volatile Nanoton authorized = Nanoton.ZERO;

    public FakeOperator() throws IOException {
        manifest = signed(List.of(tee.measurement().digest()), 1);
        addWorker("7");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public ReleaseKeys releaseKeys() {
        return new ReleaseKeys(1, List.of(releaseKey.publicKey()));
    }

    /** @param name a hexadecimal digit */
    public FakeWorker addWorker(String name) {
        FakeWorker worker = new FakeWorker(name, tee, logKey, PRICES, InstantSource.system());
        workers.add(worker);
        return worker;
    }

    /** In place of those that were there. */
    public void onlyWorker(FakeWorker worker) {
        workers.clear();
        workers.add(worker);
    }

    Bytes clientKey() throws IOException {
        return known(clientKey);
    }

    /** From now on no measurement is released. */
    public void releaseNothing() {
        manifest = signed(List.of(), 2);
    }

    /** Requests were billed that much. */
    public void use(long nanoton) {
        used = nanoton;
    }

    /** From now on credit takes an escrow. */
    public FakeEscrow takeEscrows() {
        FakeEscrow fresh = new FakeEscrow(NETWORK, ACCOUNT);
        escrow = fresh;
        return fresh;
    }

    public Nanoton authorized() {
        return authorized;
    }

    private SignedManifest signed(List<Digest> measurements, long version) {
        return SignedManifest.sign(
                new ReleaseManifest(
                        version,
                        Instant.EPOCH,
                        measurements,
                        List.of(FakeWorker.MODEL),
                        List.of(),
                        List.of(),
                        List.of(),
                        0),
                List.of(releaseKey));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String call =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            calls.add(call);
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/acknowledgements")) {
                relay.acknowledge(exchange, path.split("/")[3]);
                return;
            }
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (exchange.getRequestMethod()) {
                case "GET" -> get(exchange, path);
                case "POST" -> post(exchange, path, body);
                case "PUT" -> {
                    relay.reseal(verified(body));
                    json(exchange, relay.status(path.split("/")[3]));
                }
                default -> {
                    relay.cancel(path.split("/")[3]);
                    json(exchange, relay.status(path.split("/")[3]));
                }
            }
        }
    }

    private void get(HttpExchange exchange, String path) throws IOException {
        switch (path) {
            case "/v1/network" ->
                json(
                        exchange,
                        new NetworkApi.NetworkInfo(NETWORK, logKey.publicKey(), Instant.now(), "test", List.of()));
            case "/v1/models" ->
                json(
                        exchange,
                        new NetworkApi.ModelList(List.of(new NetworkApi.ModelEntry(
                                PRICES.model(), "tiny", FakeWorker.MODEL, 4096, PRICES, PRICES.digest(), List.of()))));
            case "/v1/escrow-offer" -> {
                if (escrow == null) {
                    refuse(exchange, 404, "NO_CHAIN");
                } else {
                    json(exchange, FakeEscrow.OFFER);
                }
            }
            case "/v1/registry/journal" -> json(exchange, known(journal).get());
            case "/v1/release-manifest" -> octets(exchange, manifest.encode());
            default -> {
                if (path.startsWith("/v1/evidence/")) {
                    octets(exchange, evidence(path));
                } else if (path.endsWith("/response")) {
                    relay.respond(exchange, path.split("/")[3]);
                } else if (path.endsWith("/escrow")) {
                    escrow(exchange, Optional.empty());
                } else if (path.startsWith("/v1/apps/")) {
                    json(exchange, account());
                } else if (relay.refusesQuestions != 0) {
                    exchange.sendResponseHeaders(relay.refusesQuestions, -1);
                } else if (!relay.knows(path.split("/")[3])) {
                    refuse(exchange, 404, "REQUEST_UNKNOWN");
                } else {
                    json(exchange, relay.status(path.split("/")[3]));
                }
            }
        }
    }

    private byte[] evidence(String path) {
        return workers.stream()
                .filter(worker ->
                        path.endsWith("/" + worker.candidate().evidence().hex()))
                .findFirst()
                .orElseThrow()
                .evidence();
    }

    private void post(HttpExchange exchange, String path, byte[] body) throws IOException {
        var mapper = CocoonJson.mapper();
        if (path.equals("/v1/apps")) {
            var app = mapper.readValue(body, AppApi.RegisterApp.class);
            byte[] statement = AccountStatements.registration(
                    NETWORK, app.ownerKey(), app.modelFamilies(), app.requestsPerDay(), app.tokensPerRequest());
            demand(Signatures.verify(app.ownerKey(), app.proof(), statement));
            owner = app.ownerKey();
            demand(escrow == null || known(escrow).register(app).isEmpty());
            json(exchange, new AppApi.AppRegistered(ACCOUNT, "api-key"));
        } else if (path.endsWith("/client-keys")) {
            var key = mapper.readValue(body, AppApi.CertifyClientKey.class);
            byte[] statement = AccountStatements.clientKey(
                    ACCOUNT, key.publicKey(), key.notBefore(), key.notAfter(), key.spendPerDay());
            demand(Signatures.verify(known(owner), key.certificate(), statement));
            clientKey = key.publicKey();
            json(
                    exchange,
                    new AppApi.ClientKeyCertified(new ClientKeyId(
                            "key_" + Digest.sha256(key.publicKey().toArray()).hex())));
        } else if (path.endsWith("/escrow")) {
            escrow(exchange, known(escrow).open(mapper.readValue(body, EscrowApi.OpenEscrow.class)));
        } else if (path.endsWith("/vouchers")) {
            escrow(exchange, known(escrow).raise(mapper.readValue(body, EscrowApi.RaiseVoucher.class)));
        } else if (path.endsWith("/credit")) {
            var credit = mapper.readValue(body, AppApi.AuthorizeCredit.class);
            byte[] statement = AccountStatements.credit(NETWORK, ACCOUNT, credit.cumulative(), credit.validUntil());
            demand(Signatures.verify(known(owner), credit.signature(), statement));
            authorized = credit.cumulative();
            json(exchange, account());
        } else if (path.equals("/v1/candidates")) {
            json(
                    exchange,
                    new NetworkApi.Candidates(
                            workers.stream().map(FakeWorker::candidate).toList()));
        } else {
            submit(exchange, verified(body));
        }
    }

    private RequestApi.SubmitRequest verified(byte[] body) throws IOException {
        var request = CocoonJson.mapper().readValue(body, RequestApi.SubmitRequest.class);
        EncodedHeader header = HeaderCodec.decode(request.header());
        Digest ciphertext = Digest.sha256(request.ciphertext().toArray());
        demand(SubmissionSignature.verify(known(clientKey), request.signature(), header.hash(), ciphertext));
        return request;
    }

    private void submit(HttpExchange exchange, RequestApi.SubmitRequest request) throws IOException {
        if (full) {
            exchange.getResponseHeaders().set("Retry-After", "7");
            refuse(exchange, 429, "QUEUE_FULL");
            return;
        }
        if (refusesCredit) {
            refuse(exchange, 402, "NO_CREDIT");
            return;
        }
        String id = relay.submit(request);
        String accepted = exchange.getRequestHeaders().getFirst("Accept");
        if (relay.answersAtOnce && accepted != null && accepted.startsWith(FrameWriter.CONTENT_TYPE)) {
            relay.respond(exchange, id);
        } else {
            json(exchange, relay.status(id));
        }
    }

    private void escrow(HttpExchange exchange, Optional<Rejection> refusal) throws IOException {
        Optional<EscrowApi.EscrowStatus> status = known(escrow).status();
        if (refusal.isPresent()) {
            refuse(exchange, 409, ((Enum<?>) refusal.get().code()).name());
        } else if (status.isEmpty()) {
            refuse(exchange, 404, "ESCROW_UNKNOWN");
        } else {
            json(exchange, status.get());
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        var problem = new Problem("about:blank", "Refused", status, "as the test wants it", code, Actor.USER);
        byte[] body = CocoonJson.mapper().writeValueAsBytes(problem);
        exchange.getResponseHeaders().set("Content-Type", Problem.CONTENT_TYPE);
        exchange.sendResponseHeaders(problem.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private AppApi.AppStatus account() {
        FakeEscrow backed = escrow;
        Nanoton all = backed == null ? authorized : backed.authorised();
        Nanoton spent = Nanoton.of(used);
        return new AppApi.AppStatus(
                ACCOUNT, List.of("tiny"), 10, 10_000, all, all.minus(spent), Nanoton.ZERO, spent, 0);
    }

    static <T> T known(@Nullable T value) throws IOException {
        if (value == null) {
            throw new IOException("called too early");
        }
        return value;
    }

    static void demand(boolean holds) throws IOException {
        if (!holds) {
            throw new IOException("a signature does not verify");
        }
    }

    private static void json(HttpExchange exchange, Object value) throws IOException {
        octets(exchange, CocoonJson.mapper().writeValueAsString(value).getBytes(StandardCharsets.UTF_8));
    }

    private static void octets(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
