package network.cocoon.domain.attestation.tdx;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.Vectors;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.pki.Cert;
import network.cocoon.domain.attestation.pki.KnownCerts;
import network.cocoon.domain.kernel.Bytes;

/**
 * One real quote, verified again and again on one thread, beside the npm package {@code @phala/dcap-qvl} on one thread.
 * The two take turns, so that what else the machine does troubles both; they are compared by the processor time of their
 * whole processes. Needs the vectors, node and npm; prints a table.
 */
public final class QuoteBench {

    private static final String ID = "tdx4-phala";
    private static final String PEER = "@phala/dcap-qvl, pure JavaScript";
    private static final Path SOURCES = Path.of("domain/model/src/test/peer");
    private static final Path BUILD = Path.of("domain/model/target/peer");
    private static final int WARMING = 4;
    private static final int ROUNDS = 5;
    private static final long SECONDS = 2;
    private static final int BATCH = 50;

    private final Cert root;
    private final byte[] raw;
    private final Bytes quote;
    private final Collateral collateral;
    private final Instant at;
    private final Map<String, List<Rate>> rates = new LinkedHashMap<>();

    private QuoteBench(Vectors vectors, Vectors.Pair pair) throws RefusedException {
        this.root = Cert.parse(vectors.file("roots/Intel_SGX_Provisioning_Certification_RootCA.der"));
        this.raw = vectors.file(pair.quote());
        this.quote = Bytes.of(raw);
        this.collateral = vectors.collateral(pair);
        this.at = Instant.ofEpochSecond(pair.at());
    }

    public static void main(String[] args) throws IOException, InterruptedException, RefusedException {
        Vectors vectors = Vectors.open();
        Vectors.Pair pair = vectors.pairs().stream()
                .filter(p -> p.id().equals(ID))
                .findFirst()
                .orElseThrow();
        List<String> arguments = List.of(
                vectors.path(pair.quote()).toString(),
                vectors.path("collateral/" + pair.collateral() + ".json").toString(),
                Long.toString(pair.at()));
        try (PeerVerifier peer = PeerVerifier.start(SOURCES, BUILD, arguments)) {
            new QuoteBench(vectors, pair).run(peer);
        }
    }

    private void run(PeerVerifier peer) throws IOException {
        // The first rounds warm both up and are forgotten.
        for (int round = 0; round < WARMING + ROUNDS; round++) {
            if (round == WARMING) {
                rates.clear();
            }
            note(PEER, peer.rate(SECONDS));
            KnownCerts authorities = new KnownCerts();
            CollateralVerifier collaterals = new CollateralVerifier(root, PkiNames.INTEL, authorities);
            PckVerifier pcks = new PckVerifier(root, PkiNames.INTEL, authorities);
            QuoteVerifier knowing = new QuoteVerifier(collaterals, pcks);
            note("everything anew", rate(() -> verify(new QuoteVerifier(root, PkiNames.INTEL))));
            note(
                    "collateral known",
                    rate(() -> verify(
                            new QuoteVerifier(collaterals, new PckVerifier(root, PkiNames.INTEL, authorities)))));
            note("and the machine's PCK chain", rate(() -> verify(new QuoteVerifier(collaterals, pcks))));
            note("and its quoting enclave's report", rate(() -> verify(knowing)));
            note("parsing alone", rate(this::parsed));
        }
        table();
    }

    private void table() {
        System.out.printf(
                Locale.ROOT,
                "%nOne thread each, JDK %d, load %.1f on %d processors; medians of %d rounds of %d s%n"
                        + "%-36s %12s %22s %16s %18s%n",
                Runtime.version().feature(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors(),
                ROUNDS,
                SECONDS,
                "",
                "a second",
                "lowest to highest",
                "us of processor",
                "times the peer");
        Rate peer = median(rates.getOrDefault(PEER, List.of()));
        rates.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "%-36s %,12.0f %22s %16.2f %18.1f%n",
                name,
                median(all).wall(),
                String.format(
                        Locale.ROOT,
                        "%,.0f to %,.0f",
                        all.stream().mapToDouble(Rate::wall).min().orElseThrow(),
                        all.stream().mapToDouble(Rate::wall).max().orElseThrow()),
                1e6 / median(all).processor(),
                median(all).processor() / peer.processor()));
    }

    private void note(String name, Rate rate) {
        rates.computeIfAbsent(name, _ -> new ArrayList<>()).add(rate);
    }

    private boolean verify(QuoteVerifier verifier) {
        return verifier.verify(quote, collateral, at, 0) instanceof QuoteVerdict.Genuine g
                && g.status() == TcbStatus.UP_TO_DATE;
    }

    private boolean parsed() {
        try {
            return Quote.parse(raw).version() == 4;
        } catch (RefusedException e) {
            return false;
        }
    }

    /** In batches, so that the clock is not what is measured. */
    private static Rate rate(Supplier<Boolean> once) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long processor = system.getProcessCpuTime();
        long started = System.nanoTime();
        long count = 0;
        long nanos;
        do {
            for (int i = 0; i < BATCH; i++) {
                if (!once.get()) {
                    throw new IllegalStateException("a good quote was refused");
                }
            }
            count += BATCH;
            nanos = System.nanoTime() - started;
        } while (nanos < SECONDS * 1_000_000_000L);
        return new Rate(count * 1e9 / nanos, count * 1e9 / (system.getProcessCpuTime() - processor));
    }

    private static Rate median(List<Rate> rates) {
        return new Rate(median(rates, Rate::wall), median(rates, Rate::processor));
    }

    private static double median(List<Rate> rates, ToDoubleFunction<Rate> which) {
        return rates.stream()
                .mapToDouble(which)
                .sorted()
                .skip(rates.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
