package network.cocoon.audit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import network.cocoon.domain.account.AccountCommand;
import network.cocoon.domain.account.AccountDecider;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountStatements;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.inference.InferenceDecider;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Decider;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.provider.ProviderCommand;
import network.cocoon.domain.provider.ProviderDecider;
import network.cocoon.domain.provider.ProviderStatements;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.domain.registry.RegistryCommand;
import network.cocoon.domain.registry.RegistryDecider;
import network.cocoon.domain.settlement.Accrual;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.domain.settlement.SettlementCommand;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.domain.worker.WorkerDecider;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.tonproof.WalletCells;

/** A short life of the network, told by the domain's own deciders: what an honest server would have logged. */
final class Story {

    static final String NETWORK = "local-test";
    static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    static final AccountId APP = new AccountId("app_" + "a".repeat(32));
    static final String ADDRESS = "0:" + "0".repeat(64);
    static final ProviderId OWNER = new ProviderId("own_" + "b".repeat(32));
    static final WorkerId WORKER = new WorkerId("gpu_" + "c".repeat(32));
    static final ModelId MODEL = new ModelId("cocoon-tiny");
    static final Digest MODEL_DIGEST = digest("model");
    static final PriceList PRICES = new PriceList(MODEL, 1, Nanoton.of(20), Multipliers.EVEN, 5);
    static final SigningKey CLIENT = key(2);
    static final SigningKey RECEIPTS = key(4);
    static final SigningKey LOG = key(5);
    static final ClientKeyId CLIENT_ID =
            new ClientKeyId("key_" + Digest.sha256(CLIENT.publicKey().toArray()).hex());
    static final Digest EVIDENCE = digest("evidence");
    static final Bytes SEALING = Bytes.of("a sealing key".getBytes(StandardCharsets.UTF_8));
    static final WorkerKeyId WORKER_KEY =
            new WorkerKeyId(Digest.sha256(SEALING.toArray(), EVIDENCE.raw()).hex());

    private static final SigningKey APP_OWNER = key(1);
    private static final SigningKey WALLET = key(3);
    private static final int LANES = 2;

    private final MemoryLog log = new MemoryLog();
    private final Map<String, Object> states = new HashMap<>();
    private final List<LaneState> lanes = new ArrayList<>();
    private final Map<WorkerId, Long> slotVersions = new HashMap<>();
    private final Map<Integer, Requests.Order> orders = new HashMap<>();
    private int day;
    private Instant now = START;

    /** Everything up to the first request. */
    Story() {
        for (int lane = 0; lane < LANES; lane++) {
            lanes.add(new LaneState(lane, 0, Nanoton.ZERO));
        }
        registry();
        supply();
        demand();
    }

    /** One request of each ending, then the day is closed. */
    static MemoryLog told() {
        Story story = new Story();
        story.request(1, 0);
        story.assign(1);
        story.complete(1, 0);
        story.request(2, 0);
        story.assign(2);
        story.fail(2, 0);
        story.request(3, 0);
        story.expire(3, 0);
        story.request(4, 1);
        story.assign(4);
        story.complete(4, 1);
        story.gather(0, 30_000);
        story.request(5, 0);
        story.assign(5);
        story.closeDay(2 * 3000, 2 * 150, 2);
        return story.log;
    }

    /** Answers that broke off, attempts that failed, and a request sealed anew; then the day is closed. */
    static MemoryLog interrupted() {
        Story story = new Story();
        story.enrol(Gpu.SECOND);
        story.request(1, 0);
        story.assign(1);
        story.failAcknowledged(1, 0, Gpu.FIRST, 1);
        story.request(2, 1);
        story.assign(2);
        story.cancelAcknowledged(2, 1);
        story.request(3, 0);
        story.assign(3);
        story.expireAcknowledged(3, 0);
        story.request(4, 1);
        story.assign(4);
        story.failAttempt(4);
        story.resealTo(4, Gpu.SECOND);
        story.assign(4, Gpu.SECOND, 2);
        story.complete(4, 1, Gpu.SECOND, 2);
        story.request(5, 0, List.of(Gpu.FIRST, Gpu.SECOND));
        story.assign(5);
        story.failAttempt(5);
        story.assign(5, Gpu.SECOND, 2);
        story.failAcknowledged(5, 0, Gpu.SECOND, 2);
        story.closeDay(4 * 800 + 3000, 4 * 40 + 150, 5);
        return story.log;
    }

    MemoryLog log() {
        return log;
    }

    private void registry() {
        var decider = new RegistryDecider();
        run("network", decider, new RegistryCommand.ListModel(MODEL, "Cocoon", MODEL_DIGEST, 4096, tick()));
        run("network", decider, new RegistryCommand.SetPrice(MODEL, Nanoton.of(20), Multipliers.EVEN, 5, tick()));
        run("network", decider, new RegistryCommand.AllowMeasurement(digest("image"), "test", tick()));
    }

    private void supply() {
        var providers = new ProviderDecider(NETWORK, new WalletCells());
        run(
                OWNER.value(),
                providers,
                new ProviderCommand.Register(
                        OWNER,
                        NETWORK,
                        digest("profile"),
                        ADDRESS,
                        WALLET.publicKey(),
                        WALLET.sign(ProviderStatements.registration(NETWORK, ADDRESS, WALLET.publicKey())),
                        digest("provider api key"),
                        tick()));
        enrol(Gpu.FIRST);
    }

    /** A worker with one slot. */
    void enrol(Gpu gpu) {
        var providers = new ProviderDecider(NETWORK, new WalletCells());
        run(
                OWNER.value(),
                providers,
                new ProviderCommand.IssueEnrolmentToken(OWNER, gpu.token(), START.plus(Duration.ofDays(1)), tick()));
        run(OWNER.value(), providers, new ProviderCommand.UseEnrolmentToken(OWNER, gpu.token(), gpu.worker(), tick()));
        var workers = new WorkerDecider();
        run(
                gpu.worker().value(),
                workers,
                new WorkerCommand.Register(
                        gpu.worker(),
                        OWNER,
                        "NVIDIA H100",
                        81_920,
                        990,
                        gpu.token(),
                        digest("api key " + gpu.worker()),
                        tick()));
        run(
                gpu.worker().value(),
                workers,
                new WorkerCommand.RecordAttestation(
                        gpu.worker(),
                        gpu.key(),
                        gpu.sealing(),
                        gpu.receipts().publicKey(),
                        gpu.evidence(),
                        digest("collateral"),
                        digest("image"),
                        MODEL_DIGEST,
                        digest("image"),
                        "platform",
                        "UpToDate",
                        TrustClass.SIMULATED,
                        START,
                        START.plus(Duration.ofHours(1)),
                        tick()));
        run(
                gpu.worker().value(),
                workers,
                new WorkerCommand.OfferModel(gpu.worker(), MODEL, MODEL_DIGEST, 1000, 1, slot(gpu), tick()));
    }

    private void demand() {
        var accounts = new AccountDecider(NETWORK, new EscrowCells());
        List<String> families = List.of("Cocoon");
        run(
                APP.value(),
                accounts,
                new AccountCommand.Register(
                        APP,
                        digest("app profile"),
                        APP_OWNER.publicKey(),
                        families,
                        100,
                        4096,
                        LANES,
                        APP_OWNER.sign(
                                AccountStatements.registration(NETWORK, APP_OWNER.publicKey(), families, 100, 4096)),
                        digest("api key"),
                        tick()));
        Instant until = START.plus(Duration.ofDays(30));
        run(
                APP.value(),
                accounts,
                new AccountCommand.CertifyClientKey(
                        APP,
                        CLIENT.publicKey(),
                        START,
                        until,
                        Nanoton.of(1_000_000),
                        APP_OWNER.sign(AccountStatements.clientKey(
                                APP, CLIENT.publicKey(), START, until, Nanoton.of(1_000_000))),
                        tick()));
        AccountEvent credit = run(
                APP.value(),
                accounts,
                new AccountCommand.AuthorizeCredit(
                        APP,
                        NETWORK,
                        Nanoton.of(50_001),
                        until,
                        APP_OWNER.sign(AccountStatements.credit(NETWORK, APP, Nanoton.of(50_001), until)),
                        lanes,
                        tick()));
        ((AccountEvent.CreditAuthorized) credit).moves().forEach(this::move);
    }

    void revokeClientKey() {
        run(
                APP.value(),
                new AccountDecider(NETWORK, new EscrowCells()),
                new AccountCommand.RevokeClientKey(APP, CLIENT_ID, tick()));
    }

    void revokeMeasurement() {
        run(
                "network",
                new RegistryDecider(),
                new RegistryCommand.RevokeMeasurement(digest("image"), "a hole was found", tick()));
    }

    void suspendWorker() {
        run(WORKER.value(), new WorkerDecider(), new WorkerCommand.Suspend(WORKER, "bad receipts", tick()));
    }

    void resumeWorker() {
        run(WORKER.value(), new WorkerDecider(), new WorkerCommand.Resume(WORKER, tick()));
    }

    void request(int n, int lane) {
        request(n, lane, List.of(Gpu.FIRST));
    }

    void request(int n, int lane, List<Gpu> workers) {
        Requests.Order order = Requests.order(id(n), workers, tick());
        orders.put(n, order);
        LaneMove reservation = new LaneMove(lane, lanes.get(lane).version() + 1, -Requests.MAX_COST);
        run(id(n).value(), new InferenceDecider(), Requests.submit(order, reservation, ++day));
        move(reservation);
    }

    void assign(int n) {
        assign(n, Gpu.FIRST, 1);
    }

    void assign(int n, Gpu gpu, int attempt) {
        decide(n, new InferenceCommand.Assign(id(n), Requests.assignment(id(n), gpu, attempt, slot(gpu), now), tick()));
    }

    void complete(int n, int lane) {
        complete(n, lane, Gpu.FIRST, 1);
    }

    void complete(int n, int lane, Gpu gpu, int attempt) {
        decide(n, Requests.complete(order(n), gpu, attempt, lane(lane), slot(gpu), tick()));
        release(lane, Requests.COST);
    }

    void fail(int n, int lane) {
        decide(
                n,
                new InferenceCommand.Fail(
                        id(n), WORKER, 1, FailureCode.ENGINE_FAILED, null, lane(lane), slot(Gpu.FIRST), tick()));
        release(lane, 0);
    }

    void expire(int n, int lane) {
        now = now.plus(Requests.PATIENCE);
        decide(n, new InferenceCommand.Expire(id(n), null, lane(lane), 1, tick()));
        release(lane, 0);
    }

    /** The answer broke off after a head that the app acknowledged. */
    void failAcknowledged(int n, int lane, Gpu gpu, int attempt) {
        decide(
                n,
                new InferenceCommand.Fail(
                        id(n),
                        null,
                        attempt,
                        FailureCode.WORKER_LOST,
                        Requests.acknowledged(order(n), gpu, attempt),
                        lane(lane),
                        slot(gpu),
                        tick()));
        release(lane, Requests.PARTIAL_COST);
    }

    void cancelAcknowledged(int n, int lane) {
        decide(
                n,
                new InferenceCommand.Cancel(
                        id(n),
                        APP,
                        Requests.acknowledged(order(n), Gpu.FIRST, 1),
                        lane(lane),
                        slot(Gpu.FIRST),
                        tick()));
        release(lane, Requests.PARTIAL_COST);
    }

    void expireAcknowledged(int n, int lane) {
        now = now.plus(Requests.PATIENCE);
        decide(
                n,
                new InferenceCommand.Expire(
                        id(n), Requests.acknowledged(order(n), Gpu.FIRST, 1), lane(lane), slot(Gpu.FIRST), tick()));
        release(lane, Requests.PARTIAL_COST);
    }

    void failAttempt(int n) {
        decide(
                n,
                new InferenceCommand.FailAttempt(id(n), null, 1, FailureCode.WORKER_STALLED, slot(Gpu.FIRST), tick()));
    }

    void resealTo(int n, Gpu gpu) {
        decide(n, new InferenceCommand.RequireReseal(id(n), tick()));
        Requests.Order order = Requests.order(id(n), List.of(gpu), tick());
        orders.put(n, order);
        decide(n, Requests.reseal(order));
    }

    Requests.Order order(int n) {
        return Objects.requireNonNull(orders.get(n));
    }

    private void decide(int n, InferenceCommand command) {
        run(id(n).value(), new InferenceDecider(), command);
    }

    private long lane(int lane) {
        return lanes.get(lane).version() + 1;
    }

    private long slot(Gpu gpu) {
        return slotVersions.merge(gpu.worker(), 1L, Long::sum);
    }

    private void release(int lane, long cost) {
        move(new LaneMove(lane, lane(lane), Requests.MAX_COST - cost));
    }

    void gather(int lane, long needed) {
        AccountEvent event = run(
                APP.value(),
                new AccountDecider(NETWORK, new EscrowCells()),
                new AccountCommand.RebalanceLanes(APP, lane, Nanoton.of(needed), lanes, tick()));
        ((AccountEvent.LanesRebalanced) event).moves().forEach(this::move);
    }

    void closeDay(long charged, long fees, long requests) {
        Instant from =
                LocalDate.parse("2026-11-20").atStartOfDay(ZoneOffset.UTC).toInstant();
        run(
                "2026-11-20",
                new SettlementDecider(),
                new SettlementCommand.ClosePeriod(
                        new PeriodId("2026-11-20"),
                        from,
                        from.plus(Duration.ofDays(1)),
                        Nanoton.of(charged),
                        Nanoton.of(fees),
                        List.of(new Accrual(OWNER, Nanoton.of(charged - fees), requests)),
                        from.plus(Duration.ofDays(1))));
    }

    static RequestId id(int n) {
        return new RequestId("%032x".formatted(n));
    }

    private void move(LaneMove move) {
        LaneState lane = lanes.get(move.lane());
        lanes.set(
                move.lane(),
                new LaneState(
                        move.lane(), move.version(), Nanoton.of(lane.free().value() + move.delta())));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    private Instant tick() {
        now = now.plusMillis(10);
        return now;
    }

    @SuppressWarnings("unchecked") // each id has one kind of stream
    private <C, S, E> E run(String id, Decider<C, S, E> decider, C command) {
        S state = (S) states.getOrDefault(id, decider.initial());
        if (!(decider.decide(command, state) instanceof Decision.Accepted<E> accepted)) {
            throw new IllegalStateException("not accepted: " + decider.decide(command, state));
        }
        for (E event : accepted.events()) {
            log.append(id, event);
            state = decider.evolve(state, event);
        }
        states.put(id, state);
        return accepted.events().getFirst();
    }

    static SigningKey key(int n) {
        byte[] seed = new byte[SigningKey.KEY_BYTES];
        seed[0] = (byte) n;
        return SigningKey.ofSeed(seed);
    }

    static Digest digest(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
