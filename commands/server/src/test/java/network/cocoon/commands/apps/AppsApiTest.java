package network.cocoon.commands.apps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.TestServer.Answer;
import network.cocoon.domain.account.AccountStatements;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.AppApi.ApiKey;
import network.cocoon.wire.api.AppApi.AppRegistered;
import network.cocoon.wire.api.AppApi.AppStatus;
import network.cocoon.wire.api.AppApi.AuthorizeCredit;
import network.cocoon.wire.api.AppApi.CertifyClientKey;
import network.cocoon.wire.api.AppApi.ClientKeyCertified;
import network.cocoon.wire.api.AppApi.RegisterApp;
import network.cocoon.wire.api.NetworkApi.NetworkInfo;
import network.cocoon.wire.api.OperatorApi.Because;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppsApiTest {

    private static final List<String> FAMILIES = List.of("Cocoon");

    private final SigningKey owner = SigningKey.generate(new SecureRandom());
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private TestServer server;
    private String networkId;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        server = TestServer.start(data);
        networkId = server.get("/v1/network", null).as(NetworkInfo.class).networkId();
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    private RegisterApp registration() {
        Bytes proof = owner.sign(AccountStatements.registration(networkId, owner.publicKey(), FAMILIES, 100, 4096));
        return new RegisterApp("An app", owner.publicKey(), FAMILIES, 100, 4096, proof);
    }

    private AppRegistered register() {
        return server.post("/v1/apps", null, registration()).as(AppRegistered.class);
    }

    private AuthorizeCredit credit(AccountId account, long cumulative) {
        Instant until = now.plus(30, ChronoUnit.DAYS);
        Nanoton amount = Nanoton.of(cumulative);
        return new AuthorizeCredit(
                amount, until, owner.sign(AccountStatements.credit(networkId, account, amount, until)));
    }

    @Test
    void an_app_registers_certifies_a_key_and_authorises_credit() {
        AppRegistered app = register();
        String path = "/v1/apps/" + app.account();
        SigningKey client = SigningKey.generate(new SecureRandom());
        Instant until = now.plus(1, ChronoUnit.DAYS);
        Nanoton aDay = Nanoton.of(1_000_000);
        var certificate = new CertifyClientKey(
                client.publicKey(),
                now,
                until,
                aDay,
                owner.sign(AccountStatements.clientKey(app.account(), client.publicKey(), now, until, aDay)));
        var certified =
                server.post(path + "/client-keys", app.apiKey(), certificate).as(ClientKeyCertified.class);
        assertThat(certified.key().value()).startsWith("key_");

        AppStatus status = server.post(path + "/credit", app.apiKey(), credit(app.account(), 1_000_003))
                .as(AppStatus.class);
        assertThat(status.authorized()).isEqualTo(Nanoton.of(1_000_003));
        assertThat(status.available()).isEqualTo(Nanoton.of(1_000_003));
        assertThat(status.reserved()).isEqualTo(Nanoton.ZERO);
        assertThat(status.spent()).isEqualTo(Nanoton.ZERO);

        Answer revoked = server.delete(path + "/client-keys/" + certified.key(), app.apiKey());
        assertThat(revoked.status()).isEqualTo(204);
        assertThat(server.post(path + "/client-keys", app.apiKey(), certificate).problem())
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("KEY_REVOKED");
                    assertThat(problem.status()).isEqualTo(409);
                });
    }

    @Test
    void the_operator_suspends_and_resumes() {
        AppRegistered app = register();
        String orders = "/v1/operator/accounts/" + app.account();
        var because = new Because("asked by its owner");
        assertThat(server.post(orders + "/suspend", app.apiKey(), because).status())
                .isEqualTo(403);
        for (int i = 0; i < 2; i++) {
            assertThat(server.post(orders + "/suspend", server.operatorToken(), because)
                            .status())
                    .isEqualTo(204);
        }
        assertThat(server.post(orders + "/resume", app.apiKey()).status()).isEqualTo(403);
        assertThat(server.post(orders + "/resume", server.operatorToken()).status())
                .isEqualTo(204);
        List<String> names = server.jdbc()
                .sql("SELECT name FROM domain_event WHERE aggregate_id = ? ORDER BY sequence")
                .param(app.account().value())
                .query(String.class)
                .list();
        assertThat(names).endsWith("account.Suspended", "account.Resumed").hasSize(4);
    }

    @Test
    void a_key_is_shown_once_and_kept_as_a_hash() {
        AppRegistered app = register();
        assertThat(app.apiKey()).matches("cka_[A-Za-z0-9_-]{43}");
        String rows = server.jdbc()
                .sql("SELECT string_agg(k::text, ' ') FROM api_key k")
                .query(String.class)
                .single();
        assertThat(rows).contains(app.account().value()).doesNotContain(app.apiKey());
        ApiKey second = server.post("/v1/apps/" + app.account() + "/api-keys", app.apiKey())
                .as(ApiKey.class);
        assertThat(server.get("/v1/apps/" + app.account(), second.apiKey()).status())
                .isEqualTo(200);
    }

    @Test
    void the_log_holds_a_commitment_and_not_the_name() {
        AppRegistered app = register();
        assertThat(server.jdbc()
                        .sql("SELECT name FROM profile WHERE subject = ?")
                        .param(app.account().value())
                        .query(String.class)
                        .single())
                .isEqualTo("An app");
        assertThat(server.jdbc()
                        .sql("SELECT bool_or(convert_from(payload, 'UTF8') LIKE '%An app%') FROM domain_event")
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    @Test
    void a_wrong_proof_leaves_nothing_behind() {
        RegisterApp good = registration();
        var bad = new RegisterApp(
                good.name(), good.ownerKey(), good.modelFamilies(), 101, good.tokensPerRequest(), good.proof());
        List<String> log = server.log();
        Answer answer = server.post("/v1/apps", null, bad);
        assertThat(answer.problem().code()).isEqualTo("INVALID_PROOF");
        assertThat(answer.problem().mustAct()).isEqualTo(Actor.USER);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(server.log()).isEqualTo(log);
    }

    @Test
    void credit_is_counted_once_however_often_it_is_sent() {
        AppRegistered app = register();
        String path = "/v1/apps/" + app.account() + "/credit";
        AuthorizeCredit first = credit(app.account(), 500);
        server.post(path, app.apiKey(), first).as(AppStatus.class);
        AppStatus again = server.post(path, app.apiKey(), first).as(AppStatus.class);
        assertThat(again.available()).isEqualTo(Nanoton.of(500));
        server.post(path, app.apiKey(), credit(app.account(), 900)).as(AppStatus.class);
        assertThat(server.post(path, app.apiKey(), first).problem().code()).isEqualTo("CREDIT_NOT_INCREASED");
        AuthorizeCredit forged = new AuthorizeCredit(Nanoton.of(5_000), first.validUntil(), first.signature());
        assertThat(server.post(path, app.apiKey(), forged).problem().code()).isEqualTo("INVALID_CREDIT_SIGNATURE");
        AppStatus after = server.get("/v1/apps/" + app.account(), app.apiKey()).as(AppStatus.class);
        assertThat(after.available()).isEqualTo(Nanoton.of(900));
    }

    @Test
    void an_account_is_open_to_its_own_keys_only() {
        AppRegistered one = register();
        AppRegistered other = register();
        String path = "/v1/apps/" + one.account();
        assertThat(server.get(path, null).problem().status()).isEqualTo(401);
        assertThat(server.get(path, other.apiKey()).problem().code()).isEqualTo("FORBIDDEN");
        assertThat(server.get(path, "cka_" + "A".repeat(43)).problem().code()).isEqualTo("UNAUTHENTICATED");
        assertThat(server.get(path, "nonsense").problem().status()).isEqualTo(401);
        assertThat(server.get(path, server.operatorToken()).problem().status()).isEqualTo(403);
    }
}
