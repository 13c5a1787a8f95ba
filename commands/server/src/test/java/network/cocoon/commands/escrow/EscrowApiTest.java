package network.cocoon.commands.escrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.TestServer.Answer;
import network.cocoon.commands.admission.LaneRebuilder;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.domain.account.AccountStatements;
import network.cocoon.domain.account.Escrow;
import network.cocoon.domain.account.EscrowExit;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.EscrowTransaction;
import network.cocoon.domain.account.SignedVoucher;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.AppApi.AppRegistered;
import network.cocoon.wire.api.AppApi.AppStatus;
import network.cocoon.wire.api.AppApi.AuthorizeCredit;
import network.cocoon.wire.api.AppApi.RegisterApp;
import network.cocoon.wire.api.EscrowApi.EscrowOffer;
import network.cocoon.wire.api.EscrowApi.EscrowStatus;
import network.cocoon.wire.api.EscrowApi.OpenEscrow;
import network.cocoon.wire.api.EscrowApi.RaiseVoucher;
import network.cocoon.wire.api.NetworkApi.NetworkInfo;
import network.cocoon.wire.api.StatementApi.Statement;
import network.cocoon.wire.api.StatementApi.StatementLine;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.escrow.Promise;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EscrowApiTest {

    private static final String WALLET = "0:" + "b".repeat(64);
    private static final long MARGIN = Escrow.MARGIN.value();
    private static final List<String> FAMILIES = List.of("Cocoon");

    private final SigningKey owner = SigningKey.generate(new SecureRandom());
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant until = now.plus(30, ChronoUnit.DAYS);
    private TestServer server;
    private EscrowReports reports;
    private String networkId;
    private long nonce;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        server = TestServer.start(
                data,
                "cocoon.apps.unbacked-credit=false",
                "cocoon.ton.network-id=-3",
                "cocoon.ton.wallet=" + WALLET,
                "cocoon.ton.redeem-from=100");
        networkId = server.get("/v1/network", null).as(NetworkInfo.class).networkId();
        reports = server.bean(EscrowReports.class);
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    private record App(AccountId account, String key, EscrowStatus escrow) {}

    private AppRegistered register() {
        var proof = owner.sign(AccountStatements.registration(networkId, owner.publicKey(), FAMILIES, 100, 4096));
        return server.post("/v1/apps", null, new RegisterApp("An app", owner.publicKey(), FAMILIES, 100, 4096, proof))
                .as(AppRegistered.class);
    }

    private OpenEscrow opening(AccountId account, long number) {
        EscrowOffer offer = server.get("/v1/escrow-offer", null).as(EscrowOffer.class);
        Instant expiry = now.plus(365, ChronoUnit.DAYS);
        String payer = "0:" + "a".repeat(64);
        var opening = new EscrowOpening(
                offer.chain(), number, payer, offer.payee(), owner.publicKey(), expiry, offer.delaySeconds());
        String address = new EscrowCells().address(opening);
        return new OpenEscrow(
                number,
                payer,
                owner.publicKey(),
                expiry,
                owner.sign(AccountStatements.escrow(networkId, account, address)));
    }

    private App open() {
        AppRegistered app = register();
        EscrowStatus status = server.post(
                        "/v1/apps/" + app.account() + "/escrow", app.apiKey(), opening(app.account(), ++nonce))
                .as(EscrowStatus.class);
        return new App(app.account(), app.apiKey(), status);
    }

    private static EscrowTransaction transaction(long lt, long came) {
        return transaction(lt, came, 0);
    }

    private static EscrowTransaction transaction(long lt, long came, long left) {
        return new EscrowTransaction(
                lt,
                Digest.sha256(new byte[] {(byte) lt}),
                Instant.EPOCH,
                Nanoton.of(came),
                Nanoton.of(left),
                Nanoton.ZERO);
    }

    private App funded(long backed) {
        App app = open();
        reports.deposited(app.escrow().address(), transaction(1, MARGIN + backed));
        return app;
    }

    private RaiseVoucher voucher(App app, long over, long cumulative) {
        EscrowOpening opening = app.escrow().opening();
        SignedVoucher signed = EscrowCells.signed(
                EscrowCells.keys(opening, owner.publicKey()).sign(owner, new Promise(Nanoton.of(cumulative), until)));
        return new RaiseVoucher(app.escrow().address(), over, signed);
    }

    private Answer raise(App app, long over, long cumulative) {
        return server.post("/v1/apps/" + app.account() + "/vouchers", app.key(), voucher(app, over, cumulative));
    }

    private AppStatus status(App app) {
        return server.get("/v1/apps/" + app.account(), app.key()).as(AppStatus.class);
    }

    @Test
    void an_app_pays_in_and_spends_what_it_signs() {
        App app = funded(1000);
        assertThat(app.escrow().depositLink()).startsWith("ton://transfer/0Q");
        assertThat(raise(app, 0, 1001).problem().code()).isEqualTo("VOUCHER_NOT_FUNDED");
        EscrowStatus raised = raise(app, 0, 600).as(EscrowStatus.class);
        assertThat(raised.revision()).isEqualTo(1);
        assertThat(raised.backed()).isEqualTo(Nanoton.of(1000));
        assertThat(status(app).available()).isEqualTo(Nanoton.of(600));
        // The same answer lost and asked for again, and the deposit reported twice.
        assertThat(raise(app, 0, 600).as(EscrowStatus.class)).isEqualTo(raised);
        reports.deposited(app.escrow().address(), transaction(1, MARGIN + 1000));
        assertThat(status(app).available()).isEqualTo(Nanoton.of(600));
    }

    @Test
    void signing_alone_authorises_nothing() {
        AppRegistered app = register();
        var signature = owner.sign(AccountStatements.credit(networkId, app.account(), Nanoton.of(5), until));
        Answer answer = server.post(
                "/v1/apps/" + app.account() + "/credit",
                app.apiKey(),
                new AuthorizeCredit(Nanoton.of(5), until, signature));
        assertThat(answer.problem().code()).isEqualTo("CREDIT_NOT_BACKED");
        assertThat(server.get("/v1/apps/" + app.account() + "/escrow", app.apiKey())
                        .problem()
                        .code())
                .isEqualTo("ESCROW_UNKNOWN");
    }

    @Test
    void an_escrow_is_one_accounts() {
        App app = open();
        String path = "/v1/apps/" + app.account() + "/escrow";
        assertThat(server.post(path, app.key(), opening(app.account(), nonce)).as(EscrowStatus.class))
                .isEqualTo(app.escrow());
        assertThat(server.post(path, app.key(), opening(app.account(), nonce + 9))
                        .problem()
                        .code())
                .isEqualTo("ESCROW_EXISTS");
        AppRegistered other = register();
        assertThat(server.post(
                                "/v1/apps/" + other.account() + "/escrow",
                                other.apiKey(),
                                opening(other.account(), nonce))
                        .problem()
                        .code())
                .isEqualTo("ESCROW_TAKEN");
        assertThatThrownBy(() -> reports.deposited("0:" + "c".repeat(64), transaction(1, 5)))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void of_many_clients_each_revision_has_one() throws Exception {
        App app = funded(1000);
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                long cumulative = 100L + i;
                calls.add(() -> raise(app, 0, cumulative));
            }
            int accepted = 0;
            for (Future<Answer> call : threads.invokeAll(calls)) {
                Answer answer = call.get();
                accepted += answer.status() == 200 ? 1 : 0;
                assertThat(answer.status()).isIn(200, 409);
            }
            assertThat(accepted).isOne();
        }
        EscrowStatus status =
                server.get("/v1/apps/" + app.account() + "/escrow", app.key()).as(EscrowStatus.class);
        assertThat(status.revision()).isOne();
        assertThat(status(app).available())
                .isEqualTo(Objects.requireNonNull(status.head()).cumulative());
    }

    @Test
    void what_is_not_used_is_not_redeemed_and_goes_back_at_the_end() {
        App app = funded(1000);
        raise(app, 0, 300).as(EscrowStatus.class);
        raise(app, 1, 600).as(EscrowStatus.class);
        assertThat(due(app)).isEmpty();

        reports.asked(app.escrow().address(), transaction(2, 0), new EscrowExit(null, now));
        assertThat(due(app)).as("nothing was used").isEmpty();
        assertThat(raise(app, 2, 700).problem().code()).isEqualTo("ESCROW_LEAVING");
        reports.closed(app.escrow().address(), transaction(3, 0));
        assertThat(status(app).authorized()).isEqualTo(Nanoton.ZERO);
        assertThat(status(app).available()).isEqualTo(Nanoton.ZERO);

        // What closed can be opened anew only as another.
        String path = "/v1/apps/" + app.account() + "/escrow";
        long old = app.escrow().opening().nonce();
        assertThat(server.post(path, app.key(), opening(app.account(), old))
                        .problem()
                        .code())
                .isEqualTo("INVALID_OPENING");
        server.post(path, app.key(), opening(app.account(), ++nonce)).as(EscrowStatus.class);
    }

    @Test
    void what_was_redeemed_stays_credit() {
        App app = funded(1000);
        raise(app, 0, 600).as(EscrowStatus.class);
        reports.redeemed(app.escrow().address(), transaction(2, 0, 190), Nanoton.of(200));
        assertThatThrownBy(() -> reports.redeemed(app.escrow().address(), transaction(3, 0), Nanoton.of(601)))
                .isInstanceOf(RefusedException.class);
        reports.asked(app.escrow().address(), transaction(4, 0), new EscrowExit(null, now));
        reports.closed(app.escrow().address(), transaction(5, 0, MARGIN + 800));
        assertThat(status(app).available()).isEqualTo(Nanoton.of(200));

        // What the follower reports again after a crash, and what somebody sends to a closed escrow.
        reports.closed(app.escrow().address(), transaction(5, 0, MARGIN + 800));
        reports.deposited(app.escrow().address(), transaction(6, 5));
        assertThat(status(app).available()).isEqualTo(Nanoton.of(200));

        // Paid in, 10 left over of the claim's cost, returned, and 10 that stay in the closed contract.
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Statement statement = server.get(
                        "/v1/apps/" + app.account() + "/statements/" + today.minusDays(1) + "/" + today.plusDays(1),
                        app.key())
                .as(Statement.class);
        assertThat(statement.lines())
                .extracting(StatementLine::kind, StatementLine::nanoton)
                .containsExactly(
                        tuple("DEPOSIT", Long.toString(MARGIN + 1000)),
                        tuple("CLAIM_REST", "10"),
                        tuple("CHAIN_FEES", "-10"),
                        tuple("RETURNED", Long.toString(-MARGIN - 800)));
        assertThat(statement.opening()).isEqualTo("0");
        assertThat(statement.closing()).isEqualTo("200");

        // The lanes are an index: rebuilt from the log, they are the same.
        server.bean(LaneRebuilder.class).rebuild();
        assertThat(status(app).available()).isEqualTo(Nanoton.of(200));
    }

    private List<Nanoton> due(App app) {
        return server.bean(Redemptions.class).due().stream()
                .filter(due -> due.account().equals(app.account()))
                .map(due -> due.voucher().cumulative())
                .toList();
    }
}
