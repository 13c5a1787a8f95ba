package network.cocoon.commands.standing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.TestServer.Answer;
import network.cocoon.commands.collateral.Collaterals;
import network.cocoon.commands.collateral.Kept;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.MachineRules;
import network.cocoon.domain.attestation.ReleaseManifest;
import network.cocoon.domain.attestation.SignedManifest;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.attestation.gpu.GpuNonce;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.domain.attestation.tdx.TcbStatus;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.provider.ProviderStatements;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.eventstore.TestDatabase;
import network.cocoon.wire.api.NetworkApi.NetworkInfo;
import network.cocoon.wire.api.OperatorApi.AllowMeasurement;
import network.cocoon.wire.api.OperatorApi.ListModel;
import network.cocoon.wire.api.OperatorApi.SetPrice;
import network.cocoon.wire.api.ProviderApi.EnrolmentToken;
import network.cocoon.wire.api.ProviderApi.ProviderRegistered;
import network.cocoon.wire.api.ProviderApi.RegisterProvider;
import network.cocoon.wire.api.WorkerApi.Challenge;
import network.cocoon.wire.api.WorkerApi.OfferModel;
import network.cocoon.wire.api.WorkerApi.RegisterWorker;
import network.cocoon.wire.api.WorkerApi.WorkerRegistered;
import network.cocoon.workers.teesim.Deviations;
import network.cocoon.workers.teesim.SoftwareGpu;
import network.cocoon.workers.teesim.SoftwareTee;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One network's bad day, in order: news of its machines, then of its software. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandingKeysTest {

    private static final ModelId MODEL = new ModelId("cocoon-tiny");
    private static final Digest MODEL_DIGEST = Digest.sha256(new byte[] {1});

    private final SecureRandom random = new SecureRandom();
    private final SoftwareTee tee = SoftwareTee.create(InstantSource.system(), random);
    private final SigningKey releaseKey = SigningKey.generate(random);
    private TestDatabase database;
    private TestServer server;
    private ProviderRegistered provider;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Path root = folder.resolve("root.der");
        Files.write(root, tee.rootDer());
        database = TestDatabase.create();
        // It looks when this test says so, and not between a worker's attestation and its offer.
        server = TestServer.on(
                database, folder, "cocoon.attestation.simulated-root=" + root, "cocoon.workers.watch-every=1h");
        String operator = server.operatorToken();
        Digest measurement = tee.measurement().digest();
        release(1, List.of(measurement), List.of());
        expect(server.post("/v1/operator/models", operator, new ListModel(MODEL, "Cocoon", MODEL_DIGEST, 4096)));
        expect(server.post("/v1/operator/prices", operator, new SetPrice(MODEL, Nanoton.of(20), Multipliers.EVEN, 5)));
        expect(server.post("/v1/operator/measurements", operator, new AllowMeasurement(measurement, "software TEE")));
        String networkId = server.get("/v1/network", null).as(NetworkInfo.class).networkId();
        SigningKey wallet = SigningKey.generate(random);
        String address = "0:" + Digest.sha256(wallet.publicKey().toArray()).hex();
        Bytes proof = wallet.sign(ProviderStatements.registration(networkId, address, wallet.publicKey()));
        provider = server.post("/v1/providers", null, new RegisterProvider("Owner", address, wallet.publicKey(), proof))
                .as(ProviderRegistered.class);
    }

    @AfterAll
    void stop() throws Exception {
        server.stop();
        database.close();
    }

    @Test
    void what_becomes_known_of_machine_or_software_counts_for_keys_that_stand() {
        WorkerId worker = ready();
        look();
        assertThat(status(worker)).isEqualTo("ACTIVE");

        // Newer collateral that says the same.
        shelve(Deviations.NONE);
        look();
        assertThat(status(worker)).isEqualTo("ACTIVE");

        Digest revoking = shelve(Deviations.NONE.but().level(TcbStatus.REVOKED).build());
        look();
        assertThat(status(worker)).isEqualTo("SUSPENDED");
        assertThat(reasons(worker))
                .singleElement()
                .asString()
                .contains("TCB_STATUS_NOT_ACCEPTED: Revoked", revoking.hex(), "manifest 1");

        // Whoever lifts that has the key judged again.
        resume(worker);
        look();
        assertThat(status(worker)).isEqualTo("SUSPENDED");

        // Evidence with collateral that is still good, while newer speaks against the machine: accepted, then
        // suspended.
        WorkerId late = ready();
        look();
        assertThat(status(late)).isEqualTo("SUSPENDED");

        // Intel takes it back, and all is well.
        shelve(Deviations.NONE);
        resume(worker);
        resume(late);
        look();
        assertThat(status(worker)).isEqualTo("ACTIVE");

        // A release that asks for another driver ends the use of machines with this one.
        List<Digest> software = List.of(tee.measurement().digest());
        release(
                2,
                software,
                List.of(),
                new MachineRules(true, List.of(SoftwareGpu.DRIVER), List.of(), false, List.of()));
        look();
        assertThat(status(worker)).isEqualTo("ACTIVE");
        release(3, software, List.of(), new MachineRules(true, List.of("1.0"), List.of(), false, List.of()));
        look();
        assertThat(status(worker)).isEqualTo("DRAINING");

        // One that does not name this software any more does too; one that revokes it stops it.
        release(4, software, List.of());
        WorkerId next = ready();
        look();
        assertThat(status(next)).isEqualTo("ACTIVE");
        release(5, List.of(), List.of());
        look();
        assertThat(status(next)).isEqualTo("DRAINING");

        release(6, List.of(), software);
        look();
        assertThat(status(next)).isEqualTo("SUSPENDED");
        assertThat(reasons(next)).last().asString().contains("MEASUREMENT_NOT_ALLOWED", "manifest 6");
    }

    private void look() {
        server.bean(StandingKeys.class).look();
    }

    private Digest shelve(Deviations deviations) {
        PlatformKind kind = PlatformKind.of(Bytes.of(tee.quote(new byte[64]))).orElseThrow();
        Collateral collateral = tee.collateral(deviations);
        server.jdbc()
                .sql("""
                        INSERT INTO collateral_shelf (fmspc, authority, asked_at, next_at)
                        VALUES (?, ?, now(), now() + interval '1 day') ON CONFLICT DO NOTHING""")
                .params(kind.fmspc().hex(), kind.authority().name())
                .update();
        assertThat(server.bean(Collaterals.class).keep(kind, collateral)).isInstanceOf(Kept.Good.class);
        return collateral.digest();
    }

    private void release(long version, List<Digest> allowed, List<Digest> revoked) {
        release(version, allowed, revoked, MachineRules.NONE);
    }

    private void release(long version, List<Digest> allowed, List<Digest> revoked, MachineRules machine) {
        var manifest = new ReleaseManifest(
                version,
                Instant.now().minusSeconds(60),
                allowed,
                List.of(MODEL_DIGEST),
                List.of(),
                revoked,
                List.of(),
                0,
                machine);
        byte[] signed = SignedManifest.sign(manifest, List.of(releaseKey)).encode();
        expect(server.octets("PUT", "/v1/operator/release-manifest", server.operatorToken(), signed));
    }

    /** Enrolled, attested and offering. */
    private WorkerId ready() {
        EnrolmentToken token = server.post(
                        "/v1/providers/" + provider.provider() + "/enrolment-tokens", provider.apiKey(), Map.of())
                .as(EnrolmentToken.class);
        WorkerRegistered worker = server.post(
                        "/v1/workers", null, new RegisterWorker(token.token(), "NVIDIA H100", 81_920, 990))
                .as(WorkerRegistered.class);
        String path = "/v1/workers/" + worker.worker();
        Bytes nonce = server.post(path + "/attestation-challenges", worker.apiKey())
                .as(Challenge.class)
                .nonce();
        byte[] sealing = new byte[1216];
        random.nextBytes(sealing);
        Bytes receiptKey = SigningKey.generate(random).publicKey();
        var devices = new GpuDevices(1, tee.gpus(GpuNonce.of(Bytes.of(sealing), receiptKey, nonce)));
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var statement = new KeyStatement(
                worker.worker(),
                Bytes.of(sealing),
                receiptKey,
                MODEL_DIGEST,
                Digest.sha256(new byte[] {2}),
                devices.digest(),
                tee.platformId(),
                nonce,
                now.minusSeconds(1),
                now.plusSeconds(1800));
        var evidence = new Evidence(
                Bytes.of(tee.quote(statement.reportData())),
                tee.collateral(),
                statement,
                Optional.empty(),
                devices,
                Optional.empty());
        Answer attested = server.octets("POST", path + "/attestations", worker.apiKey(), evidence.encode());
        assertThat(attested.status()).as(attested.text()).isLessThan(300);
        expect(server.post(path + "/offers", worker.apiKey(), new OfferModel(MODEL, MODEL_DIGEST, 1000, 1)));
        return worker.worker();
    }

    private void resume(WorkerId worker) {
        expect(server.post("/v1/operator/workers/" + worker + "/resume", server.operatorToken()));
    }

    private String status(WorkerId worker) {
        return server.jdbc()
                .sql("SELECT status FROM worker_live WHERE worker = ?")
                .param(worker.value())
                .query(String.class)
                .single();
    }

    private List<String> reasons(WorkerId worker) {
        return server.jdbc()
                .sql(
                        "SELECT convert_from(payload, 'UTF8') FROM domain_event WHERE aggregate_id = ? AND name = 'worker.Suspended'")
                .param(worker.value())
                .query(String.class)
                .list();
    }

    private static void expect(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
    }
}
