package network.cocoon.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.SignedVoucher;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.inference.InferenceEvent.Requested;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;
import network.cocoon.projections.SampleEvent;
import network.cocoon.projections.SampleHistory;
import network.cocoon.wire.api.EscrowApi.EscrowStatus;
import network.cocoon.wire.api.JournalApi;
import network.cocoon.wire.api.JournalApi.Journal;
import network.cocoon.wire.api.LogApi.AnchoredCheckpoint;
import network.cocoon.wire.api.LogApi.LogStatus;
import network.cocoon.wire.api.LogApi.SealedCheckpoint;
import network.cocoon.wire.api.ReconciliationApi.LastRound;
import network.cocoon.wire.api.ReconciliationApi.ReconciliationStatus;
import network.cocoon.wire.api.RegistryApi.RegistryContents;
import network.cocoon.wire.api.RegistryApi.RegistryStanding;
import network.cocoon.wire.api.RegistryApi.RegistryStatus;
import network.cocoon.wire.api.RegistryApi.Waiting;
import network.cocoon.wire.api.StatementApi.Statement;
import network.cocoon.wire.api.StatementApi.StatementLine;
import network.cocoon.wire.api.StatementApi.UsageLine;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.escrow.TransferLink;
import network.cocoon.wire.json.CocoonJson;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.registry.RegistryList;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What of the pages comes from the operator API: differences, an escrow, statements. Screenshots in both schemes. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class MoneyPagesTest {

    private static Instant now = Instant.EPOCH;
    private static final String RECONCILIATION = "/v1/operator/reconciliation";
    private static final String LOG = "/v1/log/checkpoint";

    @TempDir
    private static Path data;

    private static FakedConsole start;
    private static OperatorApiFake api;
    private static Console console;
    private static Page page;
    private static AccountId account;

    @BeforeAll
    static void open() throws SQLException, IOException {
        now = Instant.now();
        start = FakedConsole.open(data);
        api = start.api();
        console = start.console();
        page = start.page();
        List<SampleEvent> history = SampleHistory.generate(5, 60, now, Duration.ofMinutes(30));
        account = history.stream()
                .filter(e -> e.event() instanceof Requested)
                .map(e -> ((Requested) e.event()).account())
                .findFirst()
                .orElseThrow();
        console.append(history);
        Settled.periods(console.jdbc());
        know(RECONCILIATION, new ReconciliationStatus(null, List.of(), List.of()));
    }

    @AfterEach
    void lastSeen(TestInfo test) {
        start.lastSeen(test);
    }

    @AfterAll
    static void close() {
        if (start != null) {
            start.close();
        }
    }

    private static void know(String path, Object answer) {
        start.know(path, answer);
    }

    private static Locator panel(String title) {
        return start.panel(title);
    }

    private static void both(String name, int high) {
        start.both(name, high);
    }

    private static Difference difference(DifferenceName name, String subject, long lt, long log, long chain) {
        return new Difference(
                name,
                subject,
                subject.startsWith("batch") ? null : account,
                lt,
                Nanoton.of(log),
                Nanoton.of(chain),
                now.minus(Duration.ofMinutes(47)));
    }

    @Test
    void a_differences_are_named_and_none_is_green() {
        console.visit(page, "settlement", "Settlement");
        Locator panel = panel("Log, vouchers and chain");
        assertThat(panel).containsText("Not compared yet");
        var round = new LastRound(now.minusSeconds(12), 48_211_007, now.minusSeconds(15), 42, 0);
        know(RECONCILIATION, new ReconciliationStatus(round, List.of(), List.of()));
        assertThat(panel).containsText("All agree to the nanoton");
        assertThat(panel.locator(".badge.good")).isVisible();
        assertThat(panel).containsText("42 escrows and the wallet, at block 48,211,007");
        both("40-settlement-agrees", 900);
        var late = new LastRound(now.minus(Duration.ofHours(2)), 48_211_007, now.minusSeconds(15), 42, 1);
        know(RECONCILIATION, new ReconciliationStatus(late, List.of(), List.of()));
        assertThat(panel).containsText("Not compared lately");
        assertThat(panel).containsText("1 could not be looked at");
        assertThat(panel.locator(".badge.good")).hasCount(0);
        know(
                RECONCILIATION,
                new ReconciliationStatus(
                        round,
                        List.of(
                                difference(
                                        DifferenceName.DEPOSIT_NEVER_CREDITED,
                                        "0:" + "3e".repeat(32),
                                        48_000_001,
                                        0,
                                        5_000_000_000L),
                                difference(
                                        DifferenceName.PAYMENTS_DIFFER,
                                        "batch 12",
                                        7,
                                        41_250_000_003L,
                                        41_250_000_002L)),
                        List.of(difference(
                                DifferenceName.REDEMPTION_ON_ITS_WAY, "0:" + "4f".repeat(32), 9, 1, 1_500_000_000L))));
        assertThat(panel).containsText("2 alarms");
        assertThat(panel).containsText("Deposit never credited");
        assertThat(panel).containsText("Coins arrived long ago and the log does not have them.");
        assertThat(panel).containsText("41.250000002 TON");
        assertThat(panel).containsText("Redemption on its way");
        assertThat(panel.locator("a[href='accounts/" + account + "']").first()).isVisible();
        both("41-settlement-alarms", 1500);
    }

    @Test
    void b_an_escrow_shows_where_to_pay_in() {
        SigningKey key = SigningKey.ofSeed(new byte[32]);
        var opening = new EscrowOpening(
                -3,
                7,
                "0:" + "1".repeat(64),
                "0:" + "2".repeat(64),
                key.publicKey(),
                now.plus(Duration.ofDays(300)).truncatedTo(ChronoUnit.SECONDS),
                86_400);
        String link = TransferLink.deposit(opening, Nanoton.of(1_000_000_000));
        String raw = new EscrowCells().address(opening);
        var head = new SignedVoucher(
                Nanoton.of(2_000_000_000),
                now.plus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS),
                Bytes.of(new byte[64]),
                null);
        know(
                "/v1/apps/" + account + "/escrow",
                new EscrowStatus(
                        raw,
                        opening,
                        key.publicKey(),
                        link,
                        Nanoton.of(4_500_000_000L),
                        Nanoton.of(1_500_000_000),
                        Nanoton.of(5_950_000_000L),
                        3,
                        head,
                        null));
        page.navigate(console.address() + "/accounts/" + account);
        Locator panel = panel("Escrow");
        assertThat(panel).containsText("4.50 TON");
        assertThat(panel).containsText("3.95 TON");
        assertThat(panel).containsText(raw);
        assertThat(panel.locator(".qr svg path").nth(1)).isVisible();
        assertThat(panel.getByText("Open in a wallet")).hasAttribute("href", link);
        assertThat(panel.locator("cocoon-copy button").first()).isVisible();
        Assertions.assertThat(panel.locator(".qr").boundingBox().width).isGreaterThan(250);
        both("42-account-escrow", 1500);
    }

    @Test
    void d_the_registry_shows_what_is_on_chain_and_what_waits() {
        Cell init = CellBuilder.begin().uint(5, 8).end();
        TonAddress address = TonAddress.ofStateInit(init);
        Digest there = Digest.sha256(new byte[] {1});
        Digest waits = Digest.sha256(new byte[] {2});
        String deploy = TransferLink.deploy(init, -3, Nanoton.of(1_000_000_000));
        var contents = new RegistryContents(1, there, 0, RegistryStorage.NOTHING);
        know(
                "/v1/registry/journal",
                new Journal(
                        address.raw(),
                        -3,
                        List.of(new JournalApi.Entry(
                                RegistryList.MODELS,
                                RegistryChange.Kind.ADD,
                                there,
                                now.truncatedTo(ChronoUnit.SECONDS)))));
        for (RegistryStanding standing : List.of(RegistryStanding.NOT_DEPLOYED, RegistryStanding.DEPLOYED)) {
            know(
                    "/v1/operator/chain/registry",
                    new RegistryStatus(
                            address.raw(),
                            -3,
                            Bytes.of(new byte[32]),
                            "0:" + "7".repeat(64),
                            86_400,
                            standing,
                            Nanoton.of(990_000_000),
                            deploy,
                            TransferLink.topUp(address, -3, Nanoton.of(1_000_000_000)),
                            contents,
                            contents,
                            List.of(new Waiting(RegistryList.MEASUREMENTS, RegistryChange.Kind.REVOKE, waits)),
                            now.truncatedTo(ChronoUnit.SECONDS)));
            console.visit(page, "registry", "Registry");
            Locator panel = panel("On chain");
            if (standing == RegistryStanding.NOT_DEPLOYED) {
                assertThat(panel).containsText("Not deployed");
                assertThat(panel.getByText("Open in a wallet")).hasAttribute("href", deploy);
            } else {
                assertThat(panel).containsText("1 waiting");
                assertThat(panel).containsText("waits for its order");
                assertThat(panel).containsText("as on chain");
                assertThat(panel.locator("tr")).hasCount(3);
                both("44-registry-on-chain", 1900);
            }
        }
    }

    @Test
    void c_a_statement_adds_up_and_comes_as_files() throws IOException {
        YearMonth month = YearMonth.now(ZoneOffset.UTC);
        LocalDate first = month.atDay(1);
        LocalDate end = month.plusMonths(1).atDay(1);
        Instant at = first.atTime(3, 0).toInstant(ZoneOffset.UTC);
        var statement = new Statement(
                account.value(),
                first.atStartOfDay().toInstant(ZoneOffset.UTC),
                end.atStartOfDay().toInstant(ZoneOffset.UTC),
                "1000000007",
                List.of(
                        new UsageLine(
                                new ModelId("Qwen/Qwen3-0.6B"),
                                2,
                                1_204,
                                Nanoton.of(350_000_001),
                                Nanoton.of(17_500_001)),
                        new UsageLine(new ModelId("cocoon-tiny"), 1, 77, Nanoton.of(9), Nanoton.of(1))),
                List.of(
                        new StatementLine(at, "DEPOSIT", "5000000000", "ab".repeat(32)),
                        new StatementLine(at, "CHAIN_FEES", "-639000", "ab".repeat(32)),
                        new StatementLine(at, "DEPOSIT", "1000000000", "cd".repeat(32))),
                "6649360997");
        String path = "/v1/apps/" + account + "/statements/" + first + "/" + end;
        know(path, statement);
        byte[] csv = "time,kind\r\nx,OPENING\r\n".getBytes(StandardCharsets.UTF_8);
        api.know(path + "/csv", csv);
        page.navigate(console.address() + "/accounts/" + account);
        Locator panel = panel("Statement, whole UTC days");
        panel.getByText("This month").click();
        assertThat(panel.locator("tr")).hasCount(7);
        assertThat(panel).containsText("1.000000007 TON");
        assertThat(panel).containsText("-0.350000001 TON");
        assertThat(panel).containsText("Qwen/Qwen3-0.6B, price 2");
        assertThat(panel.locator("tr.total")).containsText("6.649360997 TON");
        panel.scrollIntoViewIfNeeded();
        both("43-account-statement", 1700);
        Download file =
                page.waitForDownload(() -> panel.getByText("Download CSV").click());
        Assertions.assertThat(file.suggestedFilename()).endsWith(".csv");
        Assertions.assertThat(Files.readAllBytes(file.path())).isEqualTo(csv);
        Download json =
                page.waitForDownload(() -> panel.getByText("Download JSON").click());
        Assertions.assertThat(CocoonJson.mapper().readValue(Files.readAllBytes(json.path()), Statement.class))
                .isEqualTo(statement);
        panel.getByText("Last month").click();
        assertThat(panel.locator(".notice.bad")).isVisible();
    }

    @Test
    void d_an_owners_statement_is_on_the_workers_page() {
        console.visit(page, "workers", "Workers");
        page.locator("vaadin-grid .badge").first().click();
        page.waitForURL(Pattern.compile(".*/workers/gpu_[0-9a-f]{32}"));
        assertThat(panel("Statement of its owner, whole UTC days")).isVisible();
        both("44-worker-statement", 1700);
    }

    @Test
    void d_the_system_page_says_what_a_chain_has_of_the_log() {
        console.visit(page, "system", "System");
        Locator panel = panel("Checkpoints of the log");
        know(LOG, new LogStatus("net", 3, null, null));
        assertThat(panel).containsText("Not sealed yet");
        Digest root = Digest.sha256(new byte[] {1});
        var sealed = new SealedCheckpoint(
                20_480, root, now.minusSeconds(90), Bytes.of(new byte[32]), Bytes.of(new byte[64]));
        know(LOG, new LogStatus("net", 20_517, sealed, null));
        assertThat(panel).containsText("Not on a chain");
        assertThat(panel).containsText("37 events since the newest checkpoint");
        assertThat(panel).containsText(root.hex());
        know(LOG, new LogStatus("net", 20_517, sealed, anchored(10_240)));
        assertThat(panel).containsText("On its way to the chain");
        assertThat(panel).containsText("10,240 behind the newest");
        both("47-checkpoints", 1300);
        know(LOG, new LogStatus("net", 20_517, sealed, anchored(20_480)));
        assertThat(panel.locator(".badge.good")).hasText("On the chain");
    }

    private static AnchoredCheckpoint anchored(long size) {
        return new AnchoredCheckpoint(
                size,
                Digest.sha256(new byte[] {2}),
                "0:" + "5".repeat(64),
                Digest.sha256(new byte[] {3}),
                48_000_001,
                now.minus(Duration.ofMinutes(12)));
    }

    @Test
    void e_a_phone_shows_it_all() throws IOException {
        try (BrowserContext phone = console.phone()) {
            Page small = console.signedIn(phone);
            for (String where : List.of("settlement", "accounts/" + account)) {
                small.navigate(console.address() + "/" + where);
                small.locator(".panel").first().waitFor();
                small.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target/screenshots/45-phone-" + where.substring(0, 8) + ".png")));
                Assertions.assertThat((Integer) small.evaluate("document.documentElement.scrollWidth"))
                        .as("nothing of %s sticks out", where)
                        .isLessThanOrEqualTo(390);
            }
        }
    }
}
