package network.cocoon.workers.gpu.keys;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;
import network.cocoon.client.chain.ChainServers;
import network.cocoon.domain.attestation.Beacon;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.MasterBlock;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.attestation.gpu.GpuNonce;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.envelope.WorkerKeys;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.WorkerApi.AttestationAccepted;
import network.cocoon.workers.gpu.operator.OperatorLink;
import network.cocoon.workers.gpu.tee.Machine;

/**
 * Makes fresh keys, has GPUs and TEE vouch for them under the operator's challenge and the chain's newest block, and shows the
 * operator. Their life is counted by the monotonic clock from before the block was asked for.
 */
public final class Attestor {

    /** How long a key is good for; a new one is made at half of it, so two overlap. */
    public static final Duration LIFE = Duration.ofMinutes(40);

    /** Answers that began under a key may still be reported under it. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    private static final Duration FARTHEST_BLOCK = Duration.ofMinutes(5);

    private final OperatorLink operator;
    private final Machine machine;
    private final WorkerId worker;
    private final Digest model;
    private final Digest image;
    private final String platform;
    private final Optional<ChainServers> chain;
    private final InstantSource clock;
    private final LongSupplier monotonicNanos;
    private final SecureRandom random;

    /** @param chain whose newest block makes the keys new to everybody; none: they are new to the operator only */
    public Attestor(
            OperatorLink operator,
            Machine machine,
            WorkerId worker,
            Digest model,
            Digest image,
            String platform,
            Optional<ChainServers> chain,
            InstantSource clock,
            LongSupplier monotonicNanos,
            SecureRandom random) {
        this.operator = operator;
        this.machine = machine;
        this.worker = worker;
        this.model = model;
        this.image = image;
        this.platform = platform;
        this.chain = chain;
        this.clock = clock;
        this.monotonicNanos = monotonicNanos;
        this.random = random;
    }

    /** One generation, accepted by the operator. Clients verify the same evidence again for themselves. */
    public AttestedKey attest() throws IOException {
        long started = monotonicNanos.getAsLong();
        Optional<MasterBlock> block = chain.isPresent() ? Optional.of(newest(chain.get())) : Optional.empty();
        Bytes nonce = operator.challenge().nonce();
        Optional<Beacon> beacon = block.map(it -> new Beacon(nonce, it));
        WorkerKeys sealing = WorkerKeys.generate(random);
        SigningKey receipt = SigningKey.generate(random);
        Instant begin = block.map(MasterBlock::time).orElseGet(this::lately);
        Bytes fresh = beacon.map(Beacon::digest).orElse(nonce);
        // The devices answer for these keys first, for the quote then answers for what they said.
        GpuDevices gpus = machine.gpus().of(GpuNonce.of(sealing.publicKey(), receipt.publicKey(), fresh));
        KeyStatement statement = new KeyStatement(
                worker,
                sealing.publicKey(),
                receipt.publicKey(),
                model,
                image,
                gpus.digest(),
                platform,
                fresh,
                begin,
                begin.plus(LIFE));
        Bytes quote = Bytes.of(machine.tee().quote(statement.reportData()));
        Evidence evidence =
                new Evidence(quote, machine.tee().collateral(quote), statement, beacon, gpus, machine.bootLog());
        AttestationAccepted accepted = operator.attest(evidence.encode());
        Digest digest = evidence.digest();
        if (!accepted.key().equals(sealing.id(digest))) {
            throw new IOException("the operator names another key than the one attested");
        }
        return new AttestedKey(
                accepted.key(),
                sealing,
                receipt,
                digest,
                image,
                started + LIFE.plus(GRACE).toNanos());
    }

    /** A key lives from its block on: one that is old, or not there yet for others, would make a key that nobody takes. */
    private MasterBlock newest(ChainServers servers) throws IOException {
        MasterBlock block = servers.newest();
        Instant now = clock.instant();
        if (Duration.between(block.time(), now).abs().compareTo(FARTHEST_BLOCK) > 0) {
            throw new IOException("the chain's newest block is of " + block.time() + " and this machine's clock says "
                    + now + ": name other servers, or set the clock");
        }
        return block;
    }

    /** Clocks of worker and verifier differ a little; a key that starts "in the future" would be refused. */
    private Instant lately() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).minusSeconds(5);
    }
}
