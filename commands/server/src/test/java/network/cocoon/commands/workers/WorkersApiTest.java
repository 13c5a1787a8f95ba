package network.cocoon.commands.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
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
import network.cocoon.domain.attestation.Beacon;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.MasterBlock;
import network.cocoon.domain.attestation.ReleaseManifest;
import network.cocoon.domain.attestation.SignedManifest;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.attestation.gpu.GpuNonce;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.provider.ProviderStatements;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.eventstore.TestDatabase;
import network.cocoon.wire.api.CollateralApi.Shelves;
import network.cocoon.wire.api.NetworkApi.ModelList;
import network.cocoon.wire.api.NetworkApi.NetworkInfo;
import network.cocoon.wire.api.OperatorApi.AllowMeasurement;
import network.cocoon.wire.api.OperatorApi.Because;
import network.cocoon.wire.api.OperatorApi.ListModel;
import network.cocoon.wire.api.OperatorApi.SetPrice;
import network.cocoon.wire.api.ProviderApi.EnrolmentToken;
import network.cocoon.wire.api.ProviderApi.PayoutAddress;
import network.cocoon.wire.api.ProviderApi.ProviderRegistered;
import network.cocoon.wire.api.ProviderApi.RegisterProvider;
import network.cocoon.wire.api.WorkerApi.AttestationAccepted;
import network.cocoon.wire.api.WorkerApi.Challenge;
import network.cocoon.wire.api.WorkerApi.OfferModel;
import network.cocoon.wire.api.WorkerApi.RegisterWorker;
import network.cocoon.wire.api.WorkerApi.WorkerPayout;
import network.cocoon.wire.api.WorkerApi.WorkerRegistered;
import network.cocoon.workers.teesim.Deviations;
import network.cocoon.workers.teesim.SoftwareTee;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkersApiTest {

    private static final ModelId MODEL = new ModelId("cocoon-tiny");
    private static final Digest MODEL_DIGEST = Digest.sha256(new byte[] {1});

    private final SecureRandom random = new SecureRandom();
    private final SoftwareTee tee = SoftwareTee.create(InstantSource.system(), random);
    private TestDatabase database;
    private TestServer server;
    private ProviderRegistered provider;
    private Path data;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        data = folder;
        Path root = folder.resolve("root.der");
        Files.write(root, tee.rootDer());
        database = TestDatabase.create();
        server = TestServer.on(database, folder, "cocoon.attestation.simulated-root=" + root);
        String operator = server.operatorToken();
        var manifest = new ReleaseManifest(
                1,
                Instant.now().minusSeconds(60),
                List.of(tee.measurement().digest()),
                List.of(MODEL_DIGEST),
                List.of(),
                List.of(),
                List.of(),
                0);
        byte[] signed = SignedManifest.sign(manifest, List.of(SigningKey.generate(random)))
                .encode();
        expect(204, server.octets("PUT", "/v1/operator/release-manifest", operator, signed));
        assertThat(server.get("/v1/release-manifest", null).bytes()).isEqualTo(signed);
        expect(204, server.post("/v1/operator/models", operator, new ListModel(MODEL, "Cocoon", MODEL_DIGEST, 4096)));
        expect(
                204,
                server.post("/v1/operator/prices", operator, new SetPrice(MODEL, Nanoton.of(20), Multipliers.EVEN, 5)));
        expect(
                204,
                server.post(
                        "/v1/operator/measurements",
                        operator,
                        new AllowMeasurement(tee.measurement().digest(), "software TEE")));
        provider = registerProvider();
    }

    @AfterAll
    void stop() throws Exception {
        server.stop();
        database.close();
    }

    private static void expect(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    private ProviderRegistered registerProvider() {
        String networkId = server.get("/v1/network", null).as(NetworkInfo.class).networkId();
        SigningKey wallet = SigningKey.generate(random);
        String address = "0:" + Digest.sha256(wallet.publicKey().toArray()).hex();
        Bytes proof = wallet.sign(ProviderStatements.registration(networkId, address, wallet.publicKey()));
        return server.post("/v1/providers", null, new RegisterProvider("An owner", address, wallet.publicKey(), proof))
                .as(ProviderRegistered.class);
    }

    private EnrolmentToken token() {
        return server.post("/v1/providers/" + provider.provider() + "/enrolment-tokens", provider.apiKey(), Map.of())
                .as(EnrolmentToken.class);
    }

    private static RegisterWorker enrolment(EnrolmentToken token) {
        return new RegisterWorker(token.token(), "NVIDIA H100", 81_920, 990);
    }

    private WorkerRegistered enrol() {
        return server.post("/v1/workers", null, enrolment(token())).as(WorkerRegistered.class);
    }

    @Test
    void a_worker_is_told_where_its_owner_is_paid() {
        WorkerRegistered worker = enrol();
        String path = "/v1/workers/" + worker.worker() + "/payout-address";
        WorkerPayout payout = server.get(path, worker.apiKey()).as(WorkerPayout.class);
        assertThat(payout.chain()).as("this network has none").isNull();
        assertThat(payout.paid())
                .isEqualTo(server.get("/v1/providers/" + provider.provider() + "/payout-address", provider.apiKey())
                        .as(PayoutAddress.class));
        expect(403, server.get(path, provider.apiKey()));
        expect(403, server.get(path, enrol().apiKey()));
    }

    private Evidence evidence(WorkerId worker, Bytes nonce) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return evidence(worker, nonce, now.minusSeconds(1), now.plusSeconds(1800));
    }

    private Evidence evidence(WorkerId worker, Bytes nonce, Instant from, Instant until) {
        byte[] sealing = new byte[1216];
        random.nextBytes(sealing);
        var statement = new KeyStatement(
                worker,
                Bytes.of(sealing),
                SigningKey.generate(random).publicKey(),
                MODEL_DIGEST,
                Digest.sha256(new byte[] {2}),
                GpuDevices.NONE.digest(),
                tee.platformId(),
                nonce,
                from,
                until);
        return new Evidence(Bytes.of(tee.quote(statement.reportData())), tee.collateral(), statement);
    }

    private Bytes nonce(WorkerRegistered worker) {
        return server.post("/v1/workers/" + worker.worker() + "/attestation-challenges", worker.apiKey())
                .as(Challenge.class)
                .nonce();
    }

    private Answer attest(WorkerRegistered worker, byte[] evidence) {
        return server.octets("POST", "/v1/workers/" + worker.worker() + "/attestations", worker.apiKey(), evidence);
    }

    private Answer offer(WorkerRegistered worker, int slots) {
        return server.post(
                "/v1/workers/" + worker.worker() + "/offers",
                worker.apiKey(),
                new OfferModel(MODEL, MODEL_DIGEST, 1000, slots));
    }

    @Test
    void collateral_that_a_worker_asks_for_is_verified_kept_for_ever_and_served_with_its_age() {
        WorkerRegistered worker = enrol();
        PlatformKind kind = PlatformKind.of(Bytes.of(tee.quote(new byte[64]))).orElseThrow();
        String path = "/v1/collateral/" + kind.fmspc().hex() + "?ca="
                + kind.authority().query();
        Collaterals shelf = server.bean(Collaterals.class);
        expect(404, server.get(path, null));
        assertThat(shelf.due(8)).isEmpty();
        assertThat(server.get(path, worker.apiKey()).problem().code()).isEqualTo("COLLATERAL_NOT_YET");
        assertThat(shelf.due(8)).containsExactly(new Collaterals.Due(kind, 0));

        Collateral today = tee.collateral();
        assertThat(shelf.keep(kind, today)).isInstanceOf(Kept.Good.class);
        shelf.tried(kind, Instant.now().plusSeconds(3600));
        assertThat(shelf.due(8)).isEmpty();
        assertThat(server.get(path, null).bytes()).isEqualTo(today.encode());
        assertThat(server.get("/v1/collateral/by-digest/" + today.digest().hex(), null)
                        .bytes())
                .isEqualTo(today.encode());

        Collateral older = tee.collateral(
                Deviations.NONE.but().collateralAge(Duration.ofDays(3)).build());
        assertThat(shelf.keep(kind, older))
                .isInstanceOfSatisfying(Kept.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("COLLATERAL_WENT_BACK"));
        var others = new PlatformKind(Bytes.of(new byte[6]), kind.authority());
        assertThat(shelf.keep(others, today))
                .isInstanceOfSatisfying(Kept.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("COLLATERAL_OF_OTHERS"));
        Collateral foreign = SoftwareTee.create(InstantSource.system(), random).collateral();
        assertThat(shelf.keep(kind, foreign)).isInstanceOf(Kept.Refused.class);
        shelf.failed(kind, "UNREACHABLE", Instant.now());
        assertThat(server.get(path, null).bytes()).isEqualTo(today.encode());
        assertThat(server.get("/v1/operator/collateral", server.operatorToken())
                        .as(Shelves.class)
                        .shelves())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.newest()).isEqualTo(today.digest());
                    assertThat(it.code()).isEqualTo("UNREACHABLE");
                    assertThat(it.failures()).isEqualTo(1);
                });
        assertThat(server.get("/v1/operator/collateral", null).status()).isEqualTo(401);
        for (String change : List.of(
                "DELETE FROM collateral",
                "UPDATE collateral SET bytes = ''",
                "UPDATE collateral_mark SET highest = highest - 1",
                "DELETE FROM collateral_mark")) {
            assertThatThrownBy(() -> server.jdbc().sql(change).update()).hasMessageContaining("collateral");
        }
    }

    @Test
    void nobody_can_ask_for_what_is_no_kind_of_platform() {
        assertThat(server.get("/v1/collateral/xyz?ca=platform", null).status()).isEqualTo(400);
        assertThat(server.get("/v1/collateral/90c06f000000?ca=root", null).status())
                .isEqualTo(400);
        assertThat(server.get("/v1/collateral/90c06f000000?ca=platform", null).status())
                .isEqualTo(404);
    }

    @Test
    void a_worker_enrols_attests_and_offers() {
        WorkerRegistered worker = enrol();
        expect(422, offer(worker, 2));
        byte[] evidence = evidence(worker.worker(), nonce(worker)).encode();
        AttestationAccepted accepted = attest(worker, evidence).as(AttestationAccepted.class);
        assertThat(accepted.validUntil()).isAfter(Instant.now());
        String shown = "/v1/evidence/" + Digest.sha256(evidence).hex();
        assertThat(server.get(shown, server.operatorToken()).bytes()).isEqualTo(evidence);
        expect(401, server.get(shown, null));
        expect(403, server.get(shown, worker.apiKey()));
        expect(204, offer(worker, 2));
        expect(204, offer(worker, 2));
        ModelList models = server.get("/v1/models", null).as(ModelList.class);
        assertThat(models.models()).singleElement().satisfies(entry -> {
            assertThat(entry.workers()).anySatisfy(live -> {
                assertThat(live.worker()).isEqualTo(worker.worker());
                assertThat(live.slots()).isEqualTo(2);
            });
            assertThat(entry.prices()).isNotNull();
        });
        expect(204, server.post("/v1/workers/" + worker.worker() + "/drain", worker.apiKey()));
        assertThat(status(worker)).isEqualTo("DRAINING");
        expect(204, server.post("/v1/workers/" + worker.worker() + "/activate", worker.apiKey()));
        assertThat(status(worker)).isEqualTo("ACTIVE");
        assertThat(server.jdbc()
                        .sql(
                                "SELECT count(*) FROM domain_event WHERE aggregate_id = ? AND name = 'worker.ModelOffered'")
                        .param(worker.worker().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private String status(WorkerRegistered worker) {
        return server.jdbc()
                .sql("SELECT status FROM worker_live WHERE worker = ?")
                .param(worker.worker().value())
                .query(String.class)
                .single();
    }

    @Test
    void a_token_enrols_one_worker() {
        EnrolmentToken token = token();
        expect(201, server.post("/v1/workers", null, enrolment(token)));
        Answer again = server.post("/v1/workers", null, enrolment(token));
        assertThat(again.problem().code()).isEqualTo("TOKEN_USED");
        assertThat(again.status()).isEqualTo(409);
        var made_up = new RegisterWorker("cke_" + "A".repeat(43), "NVIDIA H100", 81_920, 990);
        assertThat(server.post("/v1/workers", null, made_up).problem().code()).isEqualTo("TOKEN_UNKNOWN");
    }

    @Test
    void a_nonce_is_good_once_and_every_refusal_is_recorded() {
        WorkerRegistered worker = enrol();
        byte[] evidence = evidence(worker.worker(), nonce(worker)).encode();
        expect(201, attest(worker, evidence));
        Answer replay = attest(worker, evidence);
        assertThat(replay.problem().code()).isEqualTo("CHALLENGE_NOT_OPEN");
        assertThat(replay.problem().mustAct()).isEqualTo(Actor.PROVIDER);
        assertThat(attest(worker, new byte[100]).problem().code()).isEqualTo("MALFORMED_EVIDENCE");
        Evidence good = evidence(worker.worker(), nonce(worker));
        byte[] quote = good.quote().toArray();
        quote[200] ^= 1;
        byte[] forged = new Evidence(Bytes.of(quote), good.collateral(), good.statement()).encode();
        assertThat(attest(worker, forged).status()).isEqualTo(422);
        WorkerRegistered other = enrol();
        byte[] stolen = evidence(worker.worker(), nonce(worker)).encode();
        assertThat(attest(other, stolen).problem().code()).isEqualTo("WORKER_MISMATCH");
        assertThat(server.jdbc()
                        .sql("SELECT count(*) FROM domain_event WHERE name = 'worker.AttestationRejected'"
                                + " AND aggregate_id IN (?, ?)")
                        .param(worker.worker().value())
                        .param(other.worker().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(4);
    }

    @Test
    void a_nonce_beside_a_block_is_spent_as_one_that_stands_alone() {
        WorkerRegistered worker = enrol();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var block = new MasterBlock(-3, 7, Digest.sha256(new byte[] {9}), now);
        Beacon beacon = new Beacon(nonce(worker), block);
        Evidence under = evidence(worker.worker(), beacon.digest(), now, now.plusSeconds(1800));
        byte[] evidence =
                new Evidence(under.quote(), under.collateral(), under.statement(), Optional.of(beacon)).encode();
        expect(201, attest(worker, evidence));
        assertThat(attest(worker, evidence).problem().code()).isEqualTo("CHALLENGE_NOT_OPEN");
        Evidence bare = evidence(worker.worker(), beacon.digest(), now, now.plusSeconds(1800));
        assertThat(attest(worker, bare.encode()).problem().code()).isEqualTo("CHALLENGE_NOT_OPEN");
    }

    @Test
    void gpus_are_judged_with_the_quote() {
        WorkerRegistered worker = enrol();
        Evidence bare = evidence(worker.worker(), nonce(worker));
        KeyStatement keys = bare.statement();
        var devices = new GpuDevices(1, tee.gpus(GpuNonce.of(keys.hpkePublicKey(), keys.receiptKey(), keys.beacon())));
        expect(201, attest(worker, with(bare, devices)));
        Evidence next = evidence(worker.worker(), nonce(worker));
        assertThat(attest(worker, with(next, devices)).problem().code()).isEqualTo("NONCE_MISMATCH");
    }

    /** The same keys, in a statement and a quote that name these devices. */
    private byte[] with(Evidence bare, GpuDevices devices) {
        KeyStatement keys = bare.statement();
        var statement = new KeyStatement(
                keys.worker(),
                keys.hpkePublicKey(),
                keys.receiptKey(),
                keys.modelDigest(),
                keys.imageDigest(),
                devices.digest(),
                keys.platformId(),
                keys.beacon(),
                keys.notBefore(),
                keys.notAfter());
        Bytes quote = Bytes.of(tee.quote(statement.reportData()));
        return new Evidence(quote, bare.collateral(), statement, Optional.empty(), devices, Optional.empty()).encode();
    }

    @Test
    void collateral_of_an_evaluation_before_one_that_was_fetched_is_refused() {
        WorkerRegistered worker = enrol();
        server.jdbc()
                .sql("INSERT INTO collateral_mark (subject, highest) VALUES ('SIMULATED/qe-identity/TDX/number', 20)"
                        + " ON CONFLICT DO NOTHING")
                .update();
        Evidence good = evidence(worker.worker(), nonce(worker));
        Collateral old = tee.collateral(Deviations.NONE.but().evaluation(19).build());
        Answer refused = attest(worker, new Evidence(good.quote(), old, good.statement()).encode());
        assertThat(refused.problem().code()).isEqualTo("COLLATERAL_WENT_BACK");
        assertThat(refused.text()).contains("19 and was 20");
        expect(201, attest(worker, evidence(worker.worker(), nonce(worker)).encode()));
    }

    @Test
    void an_expired_quote_is_refused_and_recorded() {
        WorkerRegistered worker = enrol();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Evidence old = evidence(worker.worker(), nonce(worker), now.minusSeconds(1800), now.minusSeconds(60));
        Answer refused = attest(worker, old.encode());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problem().code()).isEqualTo("KEY_NOT_CURRENT");
        assertThat(refused.problem().mustAct()).isEqualTo(Actor.PROVIDER);
        assertThat(server.jdbc()
                        .sql("SELECT count(*) FROM domain_event WHERE name = 'worker.AttestationRejected'"
                                + " AND aggregate_id = ?")
                        .param(worker.worker().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(server.jdbc()
                        .sql("SELECT count(*) FROM worker_key WHERE worker = ?")
                        .param(worker.worker().value())
                        .query(Long.class)
                        .single())
                .as("no key to seal to")
                .isZero();
    }

    @Test
    void a_worker_speaks_for_itself_only() {
        WorkerRegistered one = enrol();
        WorkerRegistered other = enrol();
        String path = "/v1/workers/" + one.worker() + "/drain";
        assertThat(server.post(path, other.apiKey()).problem().status()).isEqualTo(403);
        assertThat(server.post(path, provider.apiKey()).problem().status()).isEqualTo(403);
        assertThat(server.post(path, null).problem().status()).isEqualTo(401);
    }

    @Test
    void only_the_operator_lifts_a_suspension() {
        WorkerRegistered worker = enrol();
        String path = "/v1/workers/" + worker.worker();
        String orders = "/v1/operator/workers/" + worker.worker();
        var because = new Because("bad receipts");
        expect(403, server.post(orders + "/suspend", worker.apiKey(), because));
        expect(204, server.post(orders + "/suspend", server.operatorToken(), because));
        expect(204, server.post(orders + "/suspend", server.operatorToken(), because));
        assertThat(server.post(path + "/activate", worker.apiKey()).problem().code())
                .isEqualTo("WORKER_SUSPENDED");
        expect(403, server.post(orders + "/resume", worker.apiKey()));
        expect(204, server.post(orders + "/resume", server.operatorToken()));
        expect(204, server.post(path + "/drain", worker.apiKey()));
        expect(204, server.post(orders + "/resume", server.operatorToken()));
        Answer nobody =
                server.post("/v1/operator/workers/gpu_" + "0".repeat(32) + "/suspend", server.operatorToken(), because);
        assertThat(nobody.problem().code()).isEqualTo("WORKER_UNKNOWN");
        Answer wordy = server.post(
                "/v1/operator/workers/" + enrol().worker() + "/suspend",
                server.operatorToken(),
                new Because("x".repeat(501)));
        assertThat(wordy.problem().code()).isEqualTo("INVALID_REASON");
    }

    @Test
    void what_is_revoked_is_never_allowed_again() {
        Digest image = Digest.sha256(new byte[] {7});
        String revoke = "/v1/operator/measurements/" + image.hex() + "/revoke";
        String operator = server.operatorToken();
        assertThat(server.post(revoke, operator, new Because("?")).problem().code())
                .isEqualTo("MEASUREMENT_NOT_ALLOWED");
        expect(204, server.post("/v1/operator/measurements", operator, new AllowMeasurement(image, "an image")));
        expect(403, server.post(revoke, provider.apiKey(), new Because("not mine to say")));
        expect(204, server.post(revoke, operator, new Because("broken")));
        assertThat(server.post("/v1/operator/measurements", operator, new AllowMeasurement(image, "again"))
                        .problem()
                        .code())
                .isEqualTo("MEASUREMENT_WAS_REVOKED");
    }

    @Test
    void silence_is_lost_and_a_sign_of_life_brings_back() {
        WorkerRegistered worker = enrol();
        expect(201, attest(worker, evidence(worker.worker(), nonce(worker)).encode()));
        expect(204, offer(worker, 1));
        seen(worker, "2020-01-01T00:00:00Z");
        WorkerTable table = server.bean(WorkerTable.class);
        WorkerOrders orders = server.bean(WorkerOrders.class);
        var settings = server.bean(network.cocoon.commands.settings.CocoonSettings.class);
        // A watch that has been running for an hour.
        var clock = new MovedClock(Instant.now());
        var watch = new LivenessWatch(table, orders, settings, clock);
        clock.now = clock.now.plusSeconds(3600);
        watch.look();
        assertThat(status(worker)).isEqualTo("LOST");
        seen(worker, clock.now.toString());
        watch.look();
        assertThat(status(worker)).isEqualTo("ACTIVE");
    }

    private void seen(WorkerRegistered worker, String at) {
        server.jdbc()
                .sql("UPDATE worker_live SET last_seen = ?::timestamptz WHERE worker = ?")
                .params(at, worker.worker().value())
                .update();
    }

    @Test
    void production_starts_neither_with_a_simulated_root_nor_on_a_simulated_log() {
        WorkerRegistered worker = enrol();
        expect(201, attest(worker, evidence(worker.worker(), nonce(worker)).encode()));
        Path root = data.resolve("root.der");
        assertThatThrownBy(() -> TestServer.on(
                        database, data, "cocoon.mode=production", "cocoon.attestation.simulated-root=" + root))
                .hasStackTraceContaining("simulated-root is for cocoon.mode=local");
        assertThatThrownBy(() -> TestServer.on(database, data, "cocoon.mode=production"))
                .hasStackTraceContaining("this log holds keys of a simulated TEE");
    }

    private static final class MovedClock implements InstantSource {

        private Instant now;

        MovedClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
