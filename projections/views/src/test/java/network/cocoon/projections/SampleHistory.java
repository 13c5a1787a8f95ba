package network.cocoon.projections;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.AssignmentReason;
import network.cocoon.domain.inference.AssignmentReason.Considered;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.DayCount;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.provider.ProviderEvent;
import network.cocoon.domain.registry.Charge;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.domain.registry.RegistryEvent;
import network.cocoon.domain.settlement.Accrual;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.domain.worker.WorkerEvent;

/** A history of a small network, the same for the same seed. Its signatures are noise: views do not judge. */
public final class SampleHistory {

    private static final ModelId MODEL = new ModelId("cocoon-tiny");
    private static final Multipliers MULTIPLIERS = new Multipliers(10_000, 1_000, 30_000, 40_000);
    private static final PriceList PRICES = new PriceList(MODEL, 1, Nanoton.of(2_000), MULTIPLIERS, 5);
    private static final Nanoton MAX_COST = Nanoton.of(50_000_000);
    private static final int ACCOUNTS = 3;
    private static final int PROVIDERS = 2;
    private static final int WORKERS = 4;
    private static final List<String> GPUS = List.of("NVIDIA H100", "NVIDIA H200", "NVIDIA B200", "NVIDIA H100");

    private final Random random;
    private final Instant end;
    private final List<SampleEvent> events = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final List<AccountId> accounts = new ArrayList<>();
    private final List<ClientKeyId> clientKeys = new ArrayList<>();
    private final List<Candidate> workers = new ArrayList<>();
    private final Digest modelDigest;

    private SampleHistory(long seed, Instant end) {
        this.random = new Random(seed);
        this.end = end;
        this.modelDigest = digest();
    }

    /**
     * The events of a network up to a time, in the order they happened; a few requests are still open at the end.
     *
     * @param span how far back the first request lies
     */
    public static List<SampleEvent> generate(long seed, int requests, Instant end, Duration span) {
        var history = new SampleHistory(seed, end);
        Instant start = end.minus(span);
        history.found(start.minusSeconds(600));
        for (int i = 0; i < requests; i++) {
            Instant at = start.plusNanos(Math.multiplyExact(span.toNanos() / requests, (long) i));
            history.request(at, i >= requests - 3);
        }
        // A stable sort: events of one stream are generated in order and carry rising times.
        history.events.sort(Comparator.comparing(SampleEvent::at));
        return List.copyOf(history.events);
    }

    private void found(Instant at) {
        add("registry", "registry", new RegistryEvent.ModelListed(MODEL, "Cocoon", modelDigest, 512, at), at);
        add("registry", "registry", new RegistryEvent.PriceSet(PRICES, PRICES.digest(), at), at);
        Digest measurement = digest();
        add("registry", "registry", new RegistryEvent.MeasurementAllowed(measurement, "first image", at), at);
        add("registry", "registry", new RegistryEvent.MeasurementRevoked(measurement, "superseded", at), at);
        add("registry", "registry", new RegistryEvent.MeasurementAllowed(digest(), "second image", at), at);
        List<ProviderId> providers = new ArrayList<>();
        for (int i = 0; i < PROVIDERS; i++) {
            var provider = new ProviderId("own_" + hex(16));
            providers.add(provider);
            var event = new ProviderEvent.Registered(
                    provider, digest(), "0:" + hex(32), bytes(32), bytes(64), null, digest(), at);
            add("provider", provider.value(), event, at);
        }
        for (int i = 0; i < WORKERS; i++) {
            worker(providers.get(i % PROVIDERS), GPUS.get(i), i, at.plusSeconds(i + 1L));
        }
        for (int i = 0; i < ACCOUNTS; i++) {
            account(at.plusSeconds(20L + i));
        }
        period(providers, at.plusSeconds(400));
    }

    /** The day before, of which this history tells nothing else. */
    private void period(List<ProviderId> providers, Instant at) {
        Instant upTo = at.truncatedTo(ChronoUnit.DAYS);
        Instant from = upTo.minus(Duration.ofDays(1));
        var period = new PeriodId(from.atOffset(ZoneOffset.UTC).toLocalDate().toString());
        List<Accrual> accruals = providers.stream()
                .sorted(Comparator.comparing(ProviderId::value))
                .map(p -> new Accrual(p, Nanoton.of(950), 3))
                .toList();
        long rewards = 950L * accruals.size();
        add(
                "settlement",
                period.value(),
                new SettlementEvent.PeriodClosed(
                        period, from, upTo, Nanoton.of(rewards + 100), Nanoton.of(100), accruals, at),
                at);
    }

    private void worker(ProviderId provider, String gpu, int number, Instant at) {
        var worker = new WorkerId("gpu_" + hex(16));
        String stream = worker.value();
        add(
                "worker",
                stream,
                new WorkerEvent.Registered(worker, provider, gpu, 81_559, 990, digest(), digest(), at),
                at);
        attest(worker, at.plusSeconds(60), at.plusSeconds(3_600));
        WorkerKeyId key = attest(worker, at.plusSeconds(90), end.plus(Duration.ofMinutes(45)));
        add(
                "worker",
                stream,
                new WorkerEvent.ModelOffered(worker, MODEL, modelDigest, 1_000 + 100 * number, 4, 1, at),
                at.plusSeconds(100));
        if (number == WORKERS - 1) {
            Instant drained = at.plusSeconds(200);
            add("worker", stream, new WorkerEvent.Drained(worker, drained), drained);
            Instant rejected = at.plusSeconds(300);
            add(
                    "worker",
                    stream,
                    new WorkerEvent.AttestationRejected(
                            worker, digest(), "TCB_OUT_OF_DATE", "platform firmware is older than allowed", rejected),
                    rejected);
        } else {
            workers.add(new Candidate(worker, provider, key));
        }
    }

    private WorkerKeyId attest(WorkerId worker, Instant at, Instant validUntil) {
        var key = new WorkerKeyId(hex(32));
        var event = new WorkerEvent.Attested(
                worker,
                key,
                bytes(1_216),
                bytes(32),
                digest(),
                digest(),
                digest(),
                modelDigest,
                digest(),
                hex(8),
                "UpToDate",
                TrustClass.SIMULATED,
                at,
                validUntil,
                at);
        add("worker", worker.value(), event, at);
        return key;
    }

    private void account(Instant at) {
        var account = new AccountId("app_" + hex(16));
        accounts.add(account);
        String stream = account.value();
        add(
                "account",
                stream,
                new AccountEvent.Registered(
                        account, digest(), bytes(32), List.of("Cocoon", "Qwen"), 10_000, 512, 1, bytes(64), at),
                at);
        add("account", stream, new AccountEvent.ApiKeyIssued(account, digest(), at), at);
        var key = new ClientKeyId("key_" + hex(32));
        clientKeys.add(key);
        add(
                "account",
                stream,
                new AccountEvent.ClientKeyCertified(
                        account,
                        key,
                        bytes(32),
                        at,
                        at.plus(Duration.ofDays(30)),
                        Nanoton.of(9_000_000_000L),
                        bytes(64),
                        at),
                at);
        Nanoton credit = Nanoton.of(15_000_000_000L + random.nextInt(1_000) * 7L);
        add(
                "account",
                stream,
                new AccountEvent.CreditAuthorized(
                        account,
                        "local-sample",
                        credit,
                        at.plus(Duration.ofDays(365)),
                        bytes(64),
                        List.of(new LaneMove(0, 1, credit.value())),
                        at),
                at);
    }

    private void request(Instant at, boolean leaveOpen) {
        var request = new RequestId(hex(16));
        int app = random.nextInt(accounts.size());
        AccountId account = accounts.get(app);
        String stream = request.value();
        add(
                "inference",
                stream,
                new InferenceEvent.Requested(
                        request,
                        account,
                        clientKeys.get(app),
                        MODEL,
                        modelDigest,
                        bytes(300),
                        digest(),
                        digest(),
                        1_024 + random.nextInt(4) * 1_024,
                        workers,
                        512,
                        4_000,
                        MAX_COST,
                        PRICES,
                        new LaneMove(0, 1, -MAX_COST.value()),
                        new DayCount(at.atOffset(ZoneOffset.UTC).toLocalDate(), 1),
                        bytes(64),
                        at.plusSeconds(120),
                        at),
                at);
        int fate = random.nextInt(100);
        var release = new LaneMove(0, 2, MAX_COST.value());
        if (fate < 3 && at.plusSeconds(120).isBefore(end)) {
            Instant expired = at.plusSeconds(120);
            add(
                    "inference",
                    stream,
                    new InferenceEvent.Expired(request, account, null, 0, release, null, null, expired),
                    expired);
            return;
        }
        Candidate chosen = workers.get(random.nextInt(workers.size()));
        Instant assigned = at.plusMillis(1 + random.nextInt(5));
        int attempt = 1;
        if (fate >= 90 && !leaveOpen) {
            assigned = failedAttempt(request, assigned);
            attempt = 2;
        }
        add(
                "inference",
                stream,
                new InferenceEvent.Assigned(request, assignment(chosen, attempt, assigned), assigned),
                assigned);
        if (leaveOpen) {
            return;
        }
        Instant finished = assigned.plusMillis(300 + random.nextInt(2_500));
        var slot = new SlotMove(2, -1);
        if (fate < 8) {
            add(
                    "inference",
                    stream,
                    new InferenceEvent.ReportRefused(request, chosen.worker(), "BAD_SIGNATURE", digest(), finished),
                    finished);
            add(
                    "inference",
                    stream,
                    new InferenceEvent.Failed(
                            request,
                            account,
                            FailureCode.WORKER_STALLED,
                            FailureCode.WORKER_STALLED.fault(),
                            chosen.worker(),
                            1,
                            release,
                            slot,
                            null,
                            finished),
                    finished);
        } else if (fate < 12) {
            add(
                    "inference",
                    stream,
                    new InferenceEvent.Cancelled(
                            request, account, chosen.worker(), 1, release, slot, partial(chosen), finished),
                    finished);
        } else {
            completed(request, account, chosen, attempt, assigned, finished, slot);
        }
    }

    /** A first worker that never answers; the request is free again at the returned time. */
    private Instant failedAttempt(RequestId request, Instant at) {
        Candidate silent = workers.getFirst();
        Instant gone = at.plusMillis(200);
        add("inference", request.value(), new InferenceEvent.Assigned(request, assignment(silent, 1, at), at), at);
        add(
                "inference",
                request.value(),
                new InferenceEvent.AttemptFailed(
                        request,
                        silent.worker(),
                        silent.key(),
                        1,
                        FailureCode.WORKER_STALLED,
                        FailureCode.WORKER_STALLED.fault(),
                        new SlotMove(2, -1),
                        gone),
                gone);
        return gone.plusMillis(2);
    }

    private PartialBill partial(Candidate chosen) {
        var charge = new Charge(Nanoton.of(1_000), Nanoton.of(950), Nanoton.of(50));
        return new PartialBill(
                chosen.provider(), bytes(200), bytes(64), bytes(64), new TokenUsage(20, 0, 5, 0), charge);
    }

    private void completed(
            RequestId request,
            AccountId account,
            Candidate chosen,
            int attempt,
            Instant assigned,
            Instant finished,
            SlotMove slot) {
        var usage = new TokenUsage(20 + random.nextInt(200), 0, 10 + random.nextInt(300), random.nextInt(40));
        long units = (long) usage.prompt() * MULTIPLIERS.prompt()
                + (long) usage.completion() * MULTIPLIERS.completion()
                + (long) usage.reasoning() * MULTIPLIERS.reasoning();
        int coefficient = 1_000 + 100 * workers.indexOf(chosen);
        long cost = Math.ceilDiv(units * coefficient * PRICES.pricePerToken().value(), 10_000_000L);
        long reward = cost * 95 / 100;
        var charge = new Charge(Nanoton.of(cost), Nanoton.of(reward), Nanoton.of(cost - reward));
        add(
                "inference",
                request.value(),
                new InferenceEvent.Completed(
                        request,
                        account,
                        chosen.worker(),
                        chosen.provider(),
                        attempt,
                        usage,
                        charge,
                        bytes(300),
                        bytes(64),
                        assigned.plusMillis(120),
                        finished,
                        new LaneMove(0, 2, MAX_COST.value() - cost),
                        slot,
                        finished),
                finished);
    }

    private Assignment assignment(Candidate chosen, int attempt, Instant at) {
        var considered = workers.stream()
                .map(c -> new Considered(
                        c.worker(),
                        4,
                        random.nextInt(4),
                        800,
                        random.nextInt(800),
                        c.equals(chosen) ? "chosen" : "slower"))
                .toList();
        return new Assignment(
                chosen.worker(),
                chosen.provider(),
                chosen.key(),
                attempt,
                1_000 + 100 * workers.indexOf(chosen),
                new SlotMove(2, 1),
                new AssignmentReason("least-expected-wait/v1", considered),
                bytes(64),
                at.plusSeconds(15),
                new NodeId("node_" + "0".repeat(32)),
                8);
    }

    private void add(String stream, String aggregate, Object event, Instant at) {
        long sequence = sequences.merge(aggregate, 1L, Long::sum) - 1;
        events.add(new SampleEvent(stream, aggregate, sequence, event, at));
    }

    private Bytes bytes(int size) {
        byte[] raw = new byte[size];
        random.nextBytes(raw);
        return Bytes.of(raw);
    }

    private String hex(int size) {
        return bytes(size).hex();
    }

    private Digest digest() {
        return new Digest(hex(32));
    }
}
