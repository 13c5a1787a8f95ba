package network.cocoon.commands.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.TestServer.Answer;
import network.cocoon.commands.settlement.Payouts;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.provider.ProviderStatements;
import network.cocoon.wire.api.NetworkApi.NetworkInfo;
import network.cocoon.wire.api.ProviderApi.AskProof;
import network.cocoon.wire.api.ProviderApi.PayoutAddress;
import network.cocoon.wire.api.ProviderApi.ProofPurpose;
import network.cocoon.wire.api.ProviderApi.ProofQuestion;
import network.cocoon.wire.api.ProviderApi.ProveWallet;
import network.cocoon.wire.api.ProviderApi.ProviderRegistered;
import network.cocoon.wire.api.ProviderApi.RegisterProvider;
import network.cocoon.wire.api.ProviderApi.RegisterWallet;
import network.cocoon.wire.api.ProviderApi.TonConnectManifest;
import network.cocoon.wire.tonproof.TestWallet;
import network.cocoon.wire.tonproof.WalletAnswer;
import network.cocoon.wire.tonproof.WalletCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayoutAddressApiTest {

    private static final TestWallet OLD = TestWallet.of(WalletCode.V4R2, "old");
    private static final TestWallet NEW = TestWallet.of(WalletCode.V5R1, "new");
    private static final String[] CHAIN = {
        "cocoon.ton.network-id=-239",
        "cocoon.ton.wallet=0:" + "b".repeat(64),
        "cocoon.ton.payout-threshold=100",
        "cocoon.owners.site=https://" + TestWallet.DOMAIN + "/",
        "cocoon.owners.payout-delay=5s",
        "cocoon.http.registrations=1000"
    };

    @TempDir
    private static Path data;

    private static TestServer server;

    @BeforeAll
    static void start() throws SQLException {
        server = TestServer.start(data, CHAIN);
    }

    @AfterAll
    static void stop() throws SQLException {
        server.close();
    }

    private static long registrations() {
        return server.log().stream().filter("provider.Registered"::equals).count();
    }

    private static List<String> events(ProviderRegistered owner) {
        return server.jdbc()
                .sql("SELECT name FROM domain_event WHERE aggregate_id = ? ORDER BY sequence")
                .param(owner.provider().value())
                .query(String.class)
                .list();
    }

    private ProofQuestion ask(ProofPurpose purpose, @Nullable ProviderRegistered owner) {
        return server.post(
                        "/v1/wallet-proofs",
                        owner == null ? null : owner.apiKey(),
                        new AskProof(purpose, owner == null ? null : owner.provider()))
                .as(ProofQuestion.class);
    }

    private static WalletAnswer signs(TestWallet wallet, ProofQuestion question) {
        return wallet.answer(question.payload(), Instant.now().getEpochSecond(), TestWallet.DOMAIN, wallet.address());
    }

    private Answer registering(WalletAnswer answer) {
        return server.post("/v1/providers/by-wallet", null, new RegisterWallet("An owner", answer));
    }

    private ProviderRegistered registered() {
        return registering(signs(OLD, ask(ProofPurpose.REGISTER, null))).as(ProviderRegistered.class);
    }

    private static String path(ProviderRegistered owner) {
        return "/v1/providers/" + owner.provider() + "/payout-address";
    }

    private PayoutAddress address(ProviderRegistered owner) {
        return server.get(path(owner), owner.apiKey()).as(PayoutAddress.class);
    }

    private Answer proposing(ProviderRegistered owner, WalletAnswer answer) {
        return server.put(path(owner), owner.apiKey(), new ProveWallet(answer));
    }

    private static void eventually(BooleanSupplier done) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(100);
        }
    }

    @Test
    void a_wallet_registers_by_its_proof_once() throws Exception {
        ProofQuestion question = ask(ProofPurpose.REGISTER, null);
        assertThat(question.domain()).isEqualTo(TestWallet.DOMAIN);
        assertThat(question.chain()).isEqualTo(-239);
        assertThat(question.payload()).startsWith("cocoon/" + question.networkId() + "/register/");
        assertThat(question.expires()).isAfter(Instant.now());
        WalletAnswer answer = signs(OLD, question);
        long before = registrations();

        // However many send it at once, one provider comes of it.
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<Answer> order = () -> registering(answer);
            for (Future<Answer> each : threads.invokeAll(List.of(order, order, order, order))) {
                statuses.add(each.get().status());
            }
        }
        assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409, 409);
        assertThat(registrations()).isEqualTo(before + 1);
        assertThat(registering(answer).problem().code()).isEqualTo("PROOF_REPLAYED");

        ProviderRegistered owner = registered();
        assertThat(address(owner).address()).isEqualTo(OLD.address().raw());
        assertThat(address(owner).display()).startsWith("UQ");
        assertThat(address(owner).next()).isNull();
        assertThat(server.get(path(owner), null).status()).isEqualTo(401);
    }

    @Test
    void the_manifest_names_the_site_that_was_set() {
        Answer answer = server.get("/v1/tonconnect-manifest.json", null);
        assertThat(answer.as(TonConnectManifest.class))
                .isEqualTo(new TonConnectManifest(
                        "https://" + TestWallet.DOMAIN, "Cocoon", "https://" + TestWallet.DOMAIN + "/owners/icon.png"));
    }

    @Test
    void what_proves_nothing_is_refused_with_its_code() {
        ProofQuestion question = ask(ProofPurpose.REGISTER, null);
        long now = Instant.now().getEpochSecond();
        long before = registrations();
        assertThat(registering(OLD.answer(question.payload(), now, "evil.example", OLD.address()))
                        .problem()
                        .code())
                .isEqualTo("PROOF_OTHER_DOMAIN");
        // The victim's address, the attacker's key.
        Answer forged = registering(NEW.answer(question.payload(), now, TestWallet.DOMAIN, OLD.address()));
        assertThat(forged.status()).isEqualTo(422);
        assertThat(forged.problem().code()).isEqualTo("PROOF_OTHER_ADDRESS");
        assertThat(registering(OLD.answer(question.payload(), now - 301, TestWallet.DOMAIN, OLD.address()))
                        .problem()
                        .code())
                .isEqualTo("PROOF_EXPIRED");
        assertThat(registering(OLD.answer(question.payload() + "0", now, TestWallet.DOMAIN, OLD.address()))
                        .problem()
                        .code())
                .isEqualTo("PROOF_REPLAYED");
        for (String body : List.of("", "null", "{}", "[]", "{\"name\":\"x\",\"wallet\":null}", "{".repeat(5_000))) {
            Answer answer = server.raw("/v1/providers/by-wallet", null, "application/json", body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.problem().code()).isEqualTo("MALFORMED");
        }
        assertThat(server.raw("/v1/providers/by-wallet", null, "application/json", "\"" + "x".repeat(3_000_000) + "\"")
                        .problem()
                        .code())
                .isEqualTo("TOO_LARGE");
        // None of them used the payload up.
        assertThat(registering(signs(OLD, question)).status()).isEqualTo(201);
        assertThat(registrations()).isEqualTo(before + 1);
    }

    @Test
    void a_question_grows_old_and_there_are_never_too_many() {
        ProofQuestion old = ask(ProofPurpose.REGISTER, null);
        server.jdbc()
                .sql("UPDATE proof_payload SET expires = now() - interval '1 second'")
                .update();
        assertThat(registering(signs(OLD, old)).problem().code()).isEqualTo("PROOF_REPLAYED");
        server.jdbc().sql("""
                        INSERT INTO proof_payload (nonce, expires)
                        SELECT 'register/' || n, now() + interval '1 minute' FROM generate_series(1, 10000) n""").update();
        ProofQuestion fresh = ask(ProofPurpose.REGISTER, null);
        assertThat(server.jdbc()
                        .sql("SELECT count(*) FROM proof_payload")
                        .query(Integer.class)
                        .single())
                .isEqualTo(10_000);
        assertThat(registering(signs(OLD, fresh)).status()).isEqualTo(201);
    }

    @Test
    void a_proof_for_one_thing_is_none_for_another() {
        ProviderRegistered owner = registered();
        ProviderRegistered other = registered();
        WalletAnswer pays = signs(NEW, ask(ProofPurpose.PAY, owner));
        assertThat(registering(pays).problem().code()).isEqualTo("PROOF_OTHER_PURPOSE");
        assertThat(proposing(other, pays).problem().code()).isEqualTo("PROOF_OTHER_PURPOSE");
        assertThat(proposing(owner, signs(NEW, ask(ProofPurpose.REGISTER, null)))
                        .problem()
                        .code())
                .isEqualTo("PROOF_OTHER_PURPOSE");
        // Undone with the order that was refused: the payload is still good for what it is for.
        assertThat(proposing(owner, pays).status()).isEqualTo(200);

        assertThat(server.put(path(owner), other.apiKey(), new ProveWallet(pays))
                        .status())
                .isEqualTo(403);
        assertThat(server.put(path(owner), null, new ProveWallet(pays)).status())
                .isEqualTo(401);
        assertThat(server.post("/v1/wallet-proofs", null, new AskProof(ProofPurpose.PAY, owner.provider()))
                        .status())
                .isEqualTo(401);
        for (ProofPurpose purpose : List.of(ProofPurpose.PAY, ProofPurpose.KEEP)) {
            assertThat(server.post("/v1/wallet-proofs", owner.apiKey(), new AskProof(purpose, null))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_change_waits_and_can_be_cancelled() throws Exception {
        ProviderRegistered owner = registered();
        WalletAnswer pays = signs(NEW, ask(ProofPurpose.PAY, owner));
        PayoutAddress waiting = proposing(owner, pays).as(PayoutAddress.class);
        assertThat(waiting.address()).isEqualTo(OLD.address().raw());
        assertThat(waiting.next()).isNotNull().satisfies(next -> {
            assertThat(next.address()).isEqualTo(NEW.address().raw());
            assertThat(next.due()).isAfter(Instant.now());
        });
        // The answer was lost, the call comes again.
        assertThat(proposing(owner, pays).as(PayoutAddress.class)).isEqualTo(waiting);
        Answer another = proposing(owner, signs(NEW, ask(ProofPurpose.PAY, owner)));
        assertThat(another.status()).isEqualTo(409);
        assertThat(another.problem().code()).isEqualTo("PROPOSAL_PENDING");

        Answer cancelled = server.delete(path(owner) + "/change", owner.apiKey());
        assertThat(cancelled.as(PayoutAddress.class).next()).isNull();
        assertThat(server.delete(path(owner) + "/change", owner.apiKey()).status())
                .isEqualTo(404);
        Thread.sleep(7_500);
        assertThat(address(owner).address()).isEqualTo(OLD.address().raw());
        assertThat(events(owner))
                .containsExactly(
                        "provider.Registered",
                        "provider.PayoutAddressProposed",
                        "provider.PayoutAddressProposalCancelled");
    }

    @Test
    void the_wallet_that_is_paid_now_cancels_without_the_key() {
        ProviderRegistered owner = registered();
        assertThat(proposing(owner, signs(NEW, ask(ProofPurpose.PAY, owner))).status())
                .isEqualTo(200);
        String keep = path(owner) + "/keep";
        ProofQuestion question = server.post(
                        "/v1/wallet-proofs", null, new AskProof(ProofPurpose.KEEP, owner.provider()))
                .as(ProofQuestion.class);
        assertThat(server.post(keep, null, new ProveWallet(signs(NEW, question)))
                        .problem()
                        .code())
                .isEqualTo("PROOF_OTHER_WALLET");
        assertThat(server.post(keep, null, new ProveWallet(signs(OLD, question)))
                        .status())
                .isEqualTo(204);
        assertThat(address(owner).next()).isNull();
        assertThat(events(owner)).last().isEqualTo("provider.PayoutAddressProposalCancelled");
        var nobody = new ProviderRegistered(new ProviderId("own_" + "0".repeat(32)), owner.apiKey());
        assertThat(server.get(path(nobody), owner.apiKey()).status()).isEqualTo(403);
    }

    @Test
    void payments_go_to_the_address_that_is_in_force() throws Exception {
        ProviderRegistered owner = registered();
        earn(owner, 150, 3);
        assertThat(proposing(owner, signs(NEW, ask(ProofPurpose.PAY, owner))).status())
                .isEqualTo(200);
        Payouts payouts = server.bean(Payouts.class);
        payouts.schedule();
        assertThat(payouts.open()).singleElement().satisfies(batch -> assertThat(
                        batch.payments().getFirst().address())
                .isEqualTo(OLD.address().raw()));

        eventually(() -> address(owner).next() == null);
        assertThat(address(owner).address()).isEqualTo(NEW.address().raw());
        assertThat(events(owner)).containsOnlyOnce("provider.PayoutAddressChanged");
        assertThat(server.jdbc()
                        .sql("SELECT count(*) FROM payout_address_change WHERE provider = ?")
                        .param(owner.provider().value())
                        .query(Integer.class)
                        .single())
                .isZero();
        earn(owner, 170, 2);
        payouts.schedule();
        assertThat(payouts.open()).hasSize(2).last().satisfies(batch -> assertThat(
                        batch.payments().getFirst().address())
                .isEqualTo(NEW.address().raw()));
    }

    private void earn(ProviderRegistered provider, long reward, int daysAgo) {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(daysAgo);
        server.jdbc()
                .sql("""
                        INSERT INTO accrual (request, account, provider, cost, reward, fee, at)
                        VALUES (gen_random_uuid()::text, 'app', ?, ?, ?, ?, ?)""")
                .param(provider.provider().value())
                .param(reward + 5)
                .param(reward)
                .param(5)
                .param(OffsetDateTime.of(day.atTime(12, 0), ZoneOffset.UTC))
                .update();
        assertThat(server.post("/v1/operator/periods/" + day + "/close", server.operatorToken())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void production_takes_no_bare_key_and_a_network_without_a_chain_no_wallet(@TempDir Path other) throws Exception {
        try (TestServer production = TestServer.start(other, "cocoon.mode=production")) {
            String network =
                    production.get("/v1/network", null).as(NetworkInfo.class).networkId();
            SigningKey key = SigningKey.generate(new SecureRandom());
            String wallet = OLD.address().raw();
            Bytes proof = key.sign(ProviderStatements.registration(network, wallet, key.publicKey()));
            assertThat(production
                            .post("/v1/providers", null, new RegisterProvider("Owner", wallet, key.publicKey(), proof))
                            .problem()
                            .code())
                    .isEqualTo("TON_PROOF_REQUIRED");
            assertThat(production
                            .post("/v1/wallet-proofs", null, new AskProof(ProofPurpose.REGISTER, null))
                            .problem()
                            .code())
                    .isEqualTo("NO_CHAIN");
            assertThat(production.log()).doesNotContain("provider.Registered");
        }
    }
}
