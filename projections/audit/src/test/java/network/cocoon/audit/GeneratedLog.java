package network.cocoon.audit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import network.cocoon.audit.GeneratedRequest.Course;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.provider.ProviderCommand;
import network.cocoon.domain.provider.ProviderDecider;
import network.cocoon.domain.provider.ProviderStatements;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.RegistryCommand;
import network.cocoon.domain.registry.RegistryDecider;
import network.cocoon.domain.settlement.Accrual;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.domain.settlement.SettlementCommand;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.wire.tonproof.WalletCells;

/**
 * A log as busy operators have: 200 apps, 50 workers of 5 providers with new keys every half hour, thousands of requests
 * between, most completed, days closed behind them. Every signature is real. The same seed makes the same log.
 */
final class GeneratedLog {

    private static final int APPS = 200;
    private static final int WORKERS = 50;
    private static final int PROVIDERS = 5;
    private static final int REQUESTS_A_ROUND = 3_000;
    private static final Duration ROUND = Duration.ofMinutes(30);
    private static final int OPEN = 64;

    private final Random random = new Random(20261121);
    private final Generated stream;
    private final SigningKey logKey = Story.LOG;
    private final List<GeneratedApp> apps = new ArrayList<>();
    private final List<GeneratedWorker> workers = new ArrayList<>();
    private final GeneratedLife life;
    private Instant round = Story.START;
    private long requests;

    private GeneratedLog(Consumer<LogEntry> sink) {
        stream = new Generated(Story.START, sink);
        life = new GeneratedLife(stream);
    }

    /**
     * At least this many events, and what ends the last round beyond them.
     *
     * @return how many there are
     */
    static long write(long events, Consumer<LogEntry> sink) {
        return write(events, () -> false, sink);
    }

    /** Fewer where it is enough before, asked once in nine thousand events or so. */
    static long write(long events, BooleanSupplier enough, Consumer<LogEntry> sink) {
        return new GeneratedLog(sink).run(events, enough);
    }

    static SigningKey key(String name) {
        return SigningKey.ofSeed(Story.digest(name).raw());
    }

    static String hex(String name, int characters) {
        return Story.digest(name).hex().substring(0, characters);
    }

    private long run(long events, BooleanSupplier enough) {
        begin();
        while (stream.events() < events && !enough.getAsBoolean()) {
            round = round.plus(ROUND);
            closeDayBefore(round);
            stream.passTo(round);
            workers.forEach(GeneratedWorker::attest);
            for (int i = 0; i < 5; i++) {
                apps.get(random.nextInt(APPS)).credit();
                apps.get(random.nextInt(APPS)).rebalance(random.nextInt(4));
            }
            long left = (events - stream.events()) / 3 + 1;
            tell(plan((int) Math.min(REQUESTS_A_ROUND, left)));
        }
        return stream.events();
    }

    private void begin() {
        var registry = new RegistryDecider();
        stream.decide(
                RegistryDecider.STREAM_ID,
                registry,
                new RegistryCommand.ListModel(Story.MODEL, "Cocoon", Story.MODEL_DIGEST, 32_768, stream.now()));
        stream.decide(
                RegistryDecider.STREAM_ID,
                registry,
                new RegistryCommand.SetPrice(Story.MODEL, Nanoton.of(20), Multipliers.EVEN, 5, stream.now()));
        stream.decide(
                RegistryDecider.STREAM_ID,
                registry,
                new RegistryCommand.AllowMeasurement(GeneratedWorker.IMAGE, "test", stream.now()));
        for (int p = 0; p < PROVIDERS; p++) {
            SigningKey wallet = key("wallet " + p);
            String address = "0:" + hex("wallet " + p, 64);
            ProviderId provider = new ProviderId("own_" + hex("provider " + p, 32));
            stream.decide(
                    provider.value(),
                    new ProviderDecider(Story.NETWORK, new WalletCells()),
                    new ProviderCommand.Register(
                            provider,
                            Story.NETWORK,
                            Story.digest("profile"),
                            address,
                            wallet.publicKey(),
                            wallet.sign(ProviderStatements.registration(Story.NETWORK, address, wallet.publicKey())),
                            Story.digest("provider key " + p),
                            stream.now()));
            for (int w = 0; w < WORKERS / PROVIDERS; w++) {
                GeneratedWorker worker = new GeneratedWorker(p * 100 + w, provider, stream);
                workers.add(worker);
                worker.register();
            }
        }
        for (int a = 0; a < APPS; a++) {
            GeneratedApp app = new GeneratedApp(a, Story.START.plus(Duration.ofDays(300)), stream);
            apps.add(app);
            app.register();
        }
    }

    /** Requests of the next round, signed by all threads. */
    private List<GeneratedRequest> plan(int count) {
        long first = requests;
        requests += count;
        long seed = random.nextLong();
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> request(first + i, new Random(seed + i)))
                .toList();
    }

    private GeneratedRequest request(long n, Random chance) {
        int percent = chance.nextInt(100);
        Course course = percent < 93
                ? Course.COMPLETED
                : percent < 94
                        ? Course.RETRIED
                        : percent < 96
                                ? Course.INTERRUPTED
                                : percent < 98 ? Course.FAILED : percent < 99 ? Course.CANCELLED : Course.EXPIRED;
        int first = chance.nextInt(WORKERS);
        int candidates = Math.max(course == Course.RETRIED ? 2 : 1, 1 + chance.nextInt(3));
        List<GeneratedWorker> chosen = new ArrayList<>();
        for (int i = 0; i < candidates; i++) {
            chosen.add(workers.get((first + i * 11) % WORKERS));
        }
        return new GeneratedRequest(n, apps.get(chance.nextInt(APPS)), chosen, course, logKey, round);
    }

    /** Up to 64 requests at once, each step of each in turn, more or less. */
    private void tell(List<GeneratedRequest> planned) {
        Duration step = ROUND.dividedBy(4L * planned.size() + 100);
        List<GeneratedRequest> open = new ArrayList<>();
        int next = 0;
        while (next < planned.size() || !open.isEmpty()) {
            stream.pass(step);
            if (next < planned.size() && (open.isEmpty() || (open.size() < OPEN && random.nextInt(3) == 0))) {
                open.add(planned.get(next++));
            }
            int at = random.nextInt(Math.min(8, open.size()));
            if (life.step(open.get(at))) {
                open.remove(at);
            }
        }
    }

    private void closeDayBefore(Instant at) {
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        LocalDate before = LocalDate.ofInstant(stream.now(), ZoneOffset.UTC);
        if (day.equals(before)) {
            return;
        }
        stream.passTo(day.atStartOfDay(ZoneOffset.UTC).toInstant());
        List<Accrual> accruals = life.takeAccruals();
        long rewards = accruals.stream().mapToLong(a -> a.reward().value()).sum();
        long fees = life.takeFees();
        stream.decide(
                before.toString(),
                new SettlementDecider(),
                new SettlementCommand.ClosePeriod(
                        new PeriodId(before.toString()),
                        before.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        stream.now(),
                        Nanoton.of(rewards + fees),
                        Nanoton.of(fees),
                        accruals,
                        stream.now()));
    }

    static Digest digest(byte[] bytes) {
        return Digest.sha256(bytes);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
