package network.cocoon.workers.teesim;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.Measurement;
import network.cocoon.domain.attestation.gpu.GpuEvidence;
import network.cocoon.domain.kernel.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A software TEE: quotes and collateral as a TDX machine and Intel's service would give them, under a root of its own.
 * Safe for many threads.
 */
public final class SoftwareTee {

    private static final int REPORT_DATA = 64;
    /** Collateral is signed anew after this long; meanwhile its digest stays the same. */
    private static final Duration REFRESH = Duration.ofHours(12);

    private record Served(Instant at, Collateral collateral) {}

    private final State state;
    private final InstantSource clock;
    private final Measurement measurement = Measurements.simulated();
    private final QuoteMinter quotes;
    private final CollateralMinter collaterals;
    private final SecureRandom random;
    private Served served;
    private @Nullable SoftwareGpu gpu;

    private SoftwareTee(State state, InstantSource clock, SecureRandom random) {
        this.state = state;
        this.random = random;
        this.clock = clock;
        this.quotes = new QuoteMinter(state, measurement);
        this.collaterals = new CollateralMinter(state);
        this.served = serve();
    }

    /** The simulator of this directory, made if there is none; its keys stay in a file that only the owner may read. */
    public static SoftwareTee open(Path directory, InstantSource clock, SecureRandom random) throws IOException {
        return new SoftwareTee(StateFile.open(directory, clock.instant(), random), clock, random);
    }

    /** A simulator that nobody meets again. */
    public static SoftwareTee create(InstantSource clock, SecureRandom random) {
        return new SoftwareTee(State.generate(clock.instant(), random), clock, random);
    }

    /** A version 4 quote over 64 bytes of REPORTDATA, of a platform that is up to date. */
    public byte[] quote(byte[] reportData) {
        return quote(reportData, Deviations.NONE);
    }

    public byte[] quote(byte[] reportData, Deviations deviations) {
        if (reportData.length != REPORT_DATA) {
            throw new IllegalArgumentException("REPORTDATA has 64 bytes, not " + reportData.length);
        }
        return quotes.mint(reportData, deviations);
    }

    /** What goes with {@link #quote(byte[])}, good for 29 days at least. */
    public synchronized Collateral collateral() {
        if (clock.instant().isAfter(served.at.plus(REFRESH))) {
            served = serve();
        }
        return served.collateral;
    }

    /**
     * Evidence of the one GPU of this machine, for a nonce of 32 bytes. The chip is another one after each start; its root
     * carries this TEE's signature, so a verifier that believes the one believes the other.
     */
    public List<GpuEvidence> gpus(Bytes nonce) {
        return List.of(gpu().evidence(nonce));
    }

    synchronized SoftwareGpu gpu() {
        SoftwareGpu made = gpu;
        if (made == null) {
            made = SoftwareGpu.create(clock.instant(), random, state.rootKey()::sign);
            gpu = made;
        }
        return made;
    }

    public Collateral collateral(Deviations deviations) {
        return collaterals.mint(clock.instant(), deviations);
    }

    /** What a verifier of this simulated domain is made with. */
    public byte[] rootDer() {
        return State.der(state.root());
    }

    /** What the simulated TD measures; a release manifest for development lists its digest. */
    public Measurement measurement() {
        return measurement;
    }

    /** The machine, as its PCK certificate names it. */
    public String platformId() {
        return state.platform().instance().hex();
    }

    private Served serve() {
        Instant now = clock.instant();
        return new Served(now, collaterals.mint(now, Deviations.NONE));
    }
}
