package network.cocoon.workers.gpu.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import network.cocoon.client.chain.ChainOptions;
import network.cocoon.client.chain.ChainServers;
import network.cocoon.client.chain.ChainSettings;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.domain.attestation.AttestationPolicy;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Beacon;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.Verdict;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.workers.devchain.chain.Chain;
import network.cocoon.workers.devchain.http.DevchainServer;
import network.cocoon.workers.gpu.doctor.ChainLook;
import network.cocoon.workers.gpu.keys.AttestedKey;
import network.cocoon.workers.gpu.keys.Attestor;
import network.cocoon.workers.gpu.tee.GpuEvidenceSource;
import network.cocoon.workers.gpu.tee.Machine;
import network.cocoon.workers.gpu.tee.QuoteSource;
import network.cocoon.workers.teesim.SoftwareTee;
import network.cocoon.workers.tvm.Tvm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a worker's keys are bound to, on a local chain. */
class AttestorTest {

    private static final long STARTED = 1_000;
    private static final Duration GRACE = Duration.ofMinutes(5);

    private static Tvm tvm;
    private static Chain chain;
    private static DevchainServer server;

    private final FakeOperator operator = new FakeOperator();
    private final SecureRandom random = new SecureRandom();
    private final SoftwareTee software = SoftwareTee.create(InstantSource.system(), random);
    private GpuEvidenceSource gpus = GpuEvidenceSource.NONE;

    @BeforeAll
    static void a_chain() throws IOException {
        tvm = Tvm.start();
        chain = Chain.inMemory(
                network.cocoon.workers.devchain.chain.ChainSettings.INSTANT, InstantSource.system(), tvm);
        server = DevchainServer.start(chain, 0);
    }

    @AfterAll
    static void ended() throws IOException {
        server.close();
        chain.close();
        tvm.close();
    }

    @Test
    void keys_name_nonce_and_newest_block_and_live_from_the_block_on() throws IOException {
        chain.produce();
        try (ChainServers servers = servers()) {
            var newest = servers.newest();
            AttestedKey key =
                    attestor(Optional.of(servers), InstantSource.system()).attest();

            Evidence evidence = operator.evidence.getLast();
            assertThat(evidence.beacon()).contains(new Beacon(FakeOperator.NONCE, newest));
            assertThat(evidence.statement().notBefore()).isEqualTo(newest.time());
            assertThat(evidence.statement().notAfter()).isEqualTo(newest.time().plus(Attestor.LIFE));
            assertThat(key.eraseAtNanos())
                    .isEqualTo(STARTED + Attestor.LIFE.plus(GRACE).toNanos());
            assertThat(AttestationVerifier.simulated(software.rootDer())
                            .verify(evidence, AttestationPolicy.allowing(software.measurement()), Instant.now()))
                    .isInstanceOf(Verdict.Accepted.class);
            assertThat(AttestationVerifier.measurementOf(evidence.quote())).contains(software.measurement());
        }
    }

    @Test
    void a_block_that_is_far_from_this_machines_time_makes_no_key() {
        chain.produce();
        try (ChainServers servers = servers()) {
            for (Duration off : List.of(Duration.ofMinutes(-6), Duration.ofMinutes(6))) {
                InstantSource wrong = () -> Instant.now().plus(off);
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> attestor(Optional.of(servers), wrong).attest())
                        .withMessageContaining("set the clock");
            }
        }
        assertThat(operator.evidence).isEmpty();
    }

    @Test
    void without_a_chain_the_nonce_stands_alone() throws IOException {
        attestor(Optional.empty(), InstantSource.system()).attest();
        Evidence evidence = operator.evidence.getLast();
        assertThat(evidence.beacon()).isEmpty();
        assertThat(evidence.statement().beacon()).isEqualTo(FakeOperator.NONCE);
    }

    @Test
    void gpus_answer_for_the_keys_and_the_quote_for_the_gpus() throws IOException {
        gpus = nonce -> new GpuDevices(1, software.gpus(nonce));
        attestor(Optional.empty(), InstantSource.system()).attest();
        Evidence evidence = operator.evidence.getLast();
        assertThat(evidence.statement().gpuEvidence()).isEqualTo(evidence.gpus().digest());
        AttestationPolicy policy = AttestationPolicy.allowing(software.measurement());
        assertThat(AttestationVerifier.simulated(software.rootDer())
                        .verify(evidence, policy.withMachine(policy.machine().demandingGpus()), Instant.now()))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void the_doctor_knows_the_chain_that_pays_from_another() throws IOException {
        chain.produce();
        ChainOptions options = new ChainOptions(
                List.of(URI.create(server.endpoint())), Optional.empty(), 1, Optional.empty(), ChainOptions.LIMIT);
        int here;
        try (ChainServers servers = servers()) {
            here = servers.newest().networkId();
        }
        assertThat(ChainLook.chain(Optional.of(options), () -> here, InstantSource.system())
                        .code())
                .isEqualTo("OK");
        assertThat(ChainLook.chain(Optional.of(options), () -> here + 1, InstantSource.system())
                        .code())
                .isEqualTo("CHAIN_DIFFERS");
        InstantSource wrong = () -> Instant.now().minus(Duration.ofMinutes(6));
        assertThat(ChainLook.chain(Optional.of(options), () -> here, wrong).code())
                .isEqualTo("CHAIN_BEHIND");
        assertThat(ChainLook.chain(
                                Optional.of(options),
                                () -> {
                                    throw new OperatorProblem(404, "NO_CHAIN", Actor.OPERATOR, "");
                                },
                                InstantSource.system())
                        .code())
                .isEqualTo("NO_CHAIN");
    }

    private static ChainServers servers() {
        return new ChainServers(new ChainSettings(List.of(URI.create(server.endpoint())), Optional.empty(), 1));
    }

    private Attestor attestor(Optional<ChainServers> servers, InstantSource clock) {
        QuoteSource tee = new QuoteSource() {
            @Override
            public byte[] quote(byte[] reportData) {
                return software.quote(reportData);
            }

            @Override
            public Collateral collateral(Bytes quote) {
                return software.collateral();
            }

            @Override
            public String describe() {
                return "simulated";
            }
        };
        return new Attestor(
                operator,
                new Machine(tee, gpus, Optional.empty()),
                new WorkerId("gpu_" + "1".repeat(32)),
                Digest.sha256(new byte[] {1}),
                Digest.sha256(new byte[] {2}),
                software.platformId(),
                servers,
                clock,
                () -> STARTED,
                random);
    }
}
