package network.cocoon.ui.owners;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.settlement.ExitOnChain;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.settlement.Accrual;
import network.cocoon.domain.settlement.ExitLeaf;
import network.cocoon.domain.settlement.ExitRoot;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.domain.settlement.SettlementCommand;
import network.cocoon.domain.settlement.WalletTransaction;
import network.cocoon.eventstore.TestDatabase;
import network.cocoon.ui.CocoonOperator;
import network.cocoon.wire.exit.ExitContract;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.tonproof.TestWallet;
import network.cocoon.wire.tonproof.WalletCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The operator, Chromium in front of it, and a wallet that signs with real keys. */
class OwnersPageTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path SHOTS = Path.of("target/screenshots");
    private static final int PATIENCE_MILLIS = 30_000;
    private static final String BRIDGE = "bridge.tonapi.io";
    private static final TestWallet OLD = TestWallet.of(WalletCode.V4R2, "an owner's");
    private static final TestWallet NEW = TestWallet.of(WalletCode.V5R1, "an owner's new one");
    private static final ExitTerms TERMS =
            new ExitTerms(Bytes.of(new byte[32]), Duration.ofDays(14).toSeconds(), -239, "0:" + "f".repeat(64));
    private static final String EXIT = ExitContract.address(TERMS).raw();
    private static final String OLD_SHOWN = shown(OLD);
    private static final String NEW_SHOWN = shown(NEW);

    @TempDir
    private static Path data;

    private static TestDatabase database;
    private static ConfigurableApplicationContext operator;
    private static Playwright playwright;
    private static Browser browser;
    private static String address;

    private final WalletApp wallet = new WalletApp(OLD);
    private final Set<String> hosts = new ConcurrentSkipListSet<>();
    private final Set<String> complaints = new ConcurrentSkipListSet<>();
    private BrowserContext window;
    private Page page;

    private static String shown(TestWallet wallet) {
        TonAddress address = wallet.address();
        return address.friendly(false, false);
    }

    @BeforeAll
    static void open() throws SQLException {
        Assumptions.assumeTrue(
                Files.isExecutable(CHROMIUM), "SKIPPED: no Chromium at " + CHROMIUM + "; install the package chromium");
        database = TestDatabase.create();
        operator = new SpringApplicationBuilder(CocoonOperator.class)
                .run(
                        "--cocoon.database.url=" + database.jdbcUrl(),
                        "--cocoon.database.user=" + database.user(),
                        "--cocoon.database.password=" + database.password(),
                        "--cocoon.mode=local",
                        "--cocoon.data-dir=" + data,
                        "--cocoon.ton.network-id=-239",
                        "--cocoon.ton.wallet=0:" + "b".repeat(64),
                        "--cocoon.owners.payout-delay=30s",
                        "--cocoon.node.drain=0s",
                        "--server.port=0",
                        "--logging.level.root=warn");
        address =
                "http://127.0.0.1:" + operator.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            playwright.close();
        }
        if (operator != null) {
            operator.close();
        }
        if (database != null) {
            database.close();
        }
    }

    @BeforeEach
    void visit() {
        enter(new Browser.NewContextOptions().setViewportSize(1280, 1000).setColorScheme(ColorScheme.LIGHT));
    }

    private void enter(Browser.NewContextOptions options) {
        window = browser.newContext(options);
        window.setDefaultTimeout(PATIENCE_MILLIS);
        // Nobody outside hears of it.
        window.route(url -> !url.startsWith(address + "/"), route -> {
            hosts.add(URI.create(route.request().url()).getHost());
            route.abort();
        });
        page = window.newPage();
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        wallet.install(page);
        page.navigate(address + "/owners");
        assertThat(page).hasURL(address + "/owners/");
        assertThat(page.locator("#network")).hasText(Pattern.compile("local-[0-9a-f]{32}"));
    }

    /** Nothing was loaded from elsewhere, nothing broke the page's own rules. */
    @AfterEach
    void leave() {
        if (window != null) {
            shoot("owners-last");
            window.close();
            assertThat(complaints).isEmpty();
            assertThat(hosts).isSubsetOf(BRIDGE);
        }
    }

    private void shoot(String name) {
        page.waitForTimeout(300);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private void connect() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("MyTonWallet In this browser"))
                .click();
    }

    private void register() {
        page.getByLabel("Name or firm").fill("GPU farm of Reykjavík");
        button("Connect wallet and register").click();
        connect();
        assertThat(page.locator("#address")).hasText(OLD_SHOWN);
    }

    /** Looks at the message first: where a change is refused it says why. */
    private void propose() {
        button("Connect the new wallet").click();
        connect();
        assertThat(page.locator("#message")).containsText("The new wallet is proven.");
        assertThat(page.locator("#next-address")).hasText(NEW_SHOWN);
    }

    @Test
    void an_owner_registers_with_the_keyboard_alone() {
        shoot("owners-1-start");
        page.getByLabel("Name or firm").focus();
        page.keyboard().type("GPU farm of Reykjavík");
        page.keyboard().press("Enter");
        assertThat(page.locator("#wallets-payload"))
                .hasText(Pattern.compile("cocoon/local-[0-9a-f]{32}/register/[0-9a-f]{32}"));
        assertThat(page.locator("#wallets-domain")).hasText("localhost");
        // What is in the browser stands first, and has the focus.
        assertThat(page.locator("#wallet-list button").first()).isFocused();
        shoot("owners-2-wallets");
        page.keyboard().press("Enter");
        assertThat(page.locator("#message")).hasText("Registered. The wallet is proven to be yours.");
        assertThat(page.locator("#address")).hasText(OLD_SHOWN);
        assertThat(page.locator("#fresh-key")).hasText(Pattern.compile("cko_[A-Za-z0-9_-]{43}"));
        shoot("owners-3-registered");
        page.reload();
        assertThat(page.locator("#address")).hasText(OLD_SHOWN);
        assertThat(operator.getBean(JdbcClient.class)
                        .sql("SELECT count(*) FROM domain_event WHERE name = 'provider.Registered'")
                        .query(Integer.class)
                        .single())
                .isPositive();
    }

    @Test
    void a_declined_connection_and_a_wrong_key_are_said_clearly() {
        wallet.decline(true);
        page.getByLabel("Name or firm").fill("Nobody");
        button("Connect wallet and register").click();
        connect();
        assertThat(page.locator("#dialog-message")).hasText("You declined in the wallet. Nothing was changed.");
        shoot("owners-4-declined");
        page.keyboard().press("Escape");
        assertThat(page.locator("#wallets")).isHidden();
        page.getByLabel("Owner id").first().fill("own_" + "0".repeat(32));
        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill("cko_" + "a".repeat(43));
        button("Open").click();
        assertThat(page.locator("#message")).containsText("(UNAUTHENTICATED)");
        shoot("owners-5-refused");
    }

    /** The list of wallets is fetched for each question: until it is there, none of the question before is to be chosen. */
    @Test
    void the_wallets_of_an_earlier_question_are_not_offered_for_the_next() {
        register();
        page.evaluate("""
                () => {
                    const fetched = window.fetch;
                    window.fetch = async (...of) => {
                        if (String(of[0].url ?? of[0]).includes('wallets.json')) {
                            await new Promise(later => setTimeout(later, 1000));
                        }
                        return fetched(...of);
                    };
                }""");
        wallet.use(NEW);
        propose();
    }

    @Test
    void a_change_waits_is_cancelled_and_at_last_takes_place() {
        register();
        wallet.use(NEW);
        propose();
        assertThat(page.locator("#address")).hasText(OLD_SHOWN);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        shoot("owners-6-waits-dark");
        button("Cancel the change").click();
        assertThat(page.locator("#message")).hasText("Cancelled: the wallet stays.");
        assertThat(page.locator("#next")).isHidden();

        propose();
        assertThat(page.locator("#message"))
                .hasText(
                        "The new wallet is paid from now on.",
                        new LocatorAssertions.HasTextOptions().setTimeout(90_000));
        assertThat(page.locator("#address")).hasText(NEW_SHOWN);
        shoot("owners-7-changed-dark");
    }

    @Test
    void the_wallet_that_is_paid_now_stops_a_change_without_the_key() {
        register();
        String owner = page.locator("#owner-id").textContent();
        wallet.use(NEW);
        propose();
        button("Leave: forget the key in this tab").click();
        page.getByText("Stop a change of wallet without the key").click();
        page.locator("#keep-provider").fill(owner);
        button("Connect the wallet that is paid now").click();
        connect();
        assertThat(page.locator("#message")).containsText("(PROOF_OTHER_WALLET)");
        wallet.use(OLD);
        button("Connect the wallet that is paid now").click();
        connect();
        assertThat(page.locator("#message")).containsText("The change is cancelled");
    }

    /** What the exit owes this owner, by a root that stands. */
    private static void owe(ProviderId owner) {
        Instant now = Instant.now();
        var accrual = new Accrual(owner, Nanoton.of(5_700_000_001L), 2);
        operator.getBean(Dispatcher.class)
                .dispatch(new SettlementCommand.CreditBalances(new PeriodId("2026-11-20"), List.of(accrual), now));
        ExitOnChain exits = operator.getBean(ExitOnChain.class);
        ExitRoot root = exits.due(EXIT, TERMS, now).orElseThrow();
        exits.stands(EXIT, root.number(), root.root(), new WalletTransaction(9, root.root(), now));
    }

    @Test
    void the_exit_says_what_it_owes_and_how_to_claim_it() {
        register();
        assertThat(page.locator("#exit")).isHidden();
        String owner = page.locator("#owner-id").textContent();
        owe(new ProviderId(owner));
        page.reload();
        assertThat(page.locator("#exit-owed")).hasText("5.700000001 TON");
        assertThat(page.locator("#exit-state")).containsText("it is closed, and opens on");
        assertThat(page.locator("#exit-leaf")).hasText("1, leaf 0");
        assertThat(page.locator("#exit-address")).hasText(OLD.address().raw());
        assertThat(page.locator("#exit-link"))
                .hasAttribute("href", Pattern.compile("ton://transfer/E[A-Za-z0-9_-]{47}\\?amount=50000000&bin=.+"));
        shoot("owners-10-exit");

        ExitOnChain exits = operator.getBean(ExitOnChain.class);
        exits.opened(EXIT, 1, Instant.now().plus(Duration.ofDays(15)));
        page.reload();
        assertThat(page.locator("#exit-state")).containsText("it has been open since");
        assertThat(page.locator("#exit-claim")).isVisible();
        var leaf = new ExitLeaf(0, OLD.address().raw(), Nanoton.of(5_700_000_001L));
        exits.claimed(EXIT, leaf, new WalletTransaction(10, leaf.hash(), Instant.now()));
        page.reload();
        assertThat(page.locator("#exit-owed")).hasText("5.700000001 TON, which was claimed");
        assertThat(page.locator("#exit-claim")).isHidden();
    }

    @Test
    void a_wallet_elsewhere_connects_by_a_code_or_a_link() {
        page.getByLabel("Name or firm").fill("From the phone");
        button("Connect wallet and register").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Tonkeeper"))
                .click();
        assertThat(page.locator("#qr svg path")).hasCount(1);
        Locator link = page.locator("#wallet-link");
        assertThat(link).hasAttribute("href", Pattern.compile("https://app\\.tonkeeper\\.com/ton-connect\\?v=2&.*"));
        assertThat(link).hasAttribute("href", Pattern.compile(".*ton_proof.*"));
        shoot("owners-8-code");
        button("Another wallet").click();
        connect();
        assertThat(page.locator("#address")).hasText(OLD_SHOWN);
        assertThat(hosts).containsExactly(BRIDGE);
    }

    @Test
    void on_a_phone() {
        window.close();
        enter(new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setDeviceScaleFactor(2)
                .setHasTouch(true)
                .setIsMobile(true)
                .setColorScheme(ColorScheme.DARK));
        shoot("owners-9-phone-start");
        register();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        shoot("owners-9-phone-registered");
    }

    @Test
    void the_page_is_open_to_everybody_and_tied_down() {
        APIResponse answer = window.request().get(address + "/owners/");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("content-security-policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers())
                .containsEntry("referrer-policy", "no-referrer")
                .doesNotContainKey("set-cookie");
        // Every bridge of a wallet that is offered may be spoken to.
        Matcher bridges = Pattern.compile("\"url\": \"(https://[^/\"]+)")
                .matcher(window.request().get(address + "/owners/wallets.json").text());
        int found = 0;
        while (bridges.find()) {
            found++;
            assertThat(answer.headers().get("content-security-policy")).contains(bridges.group(1));
        }
        assertThat(found).isEqualTo(4);
        for (String file : List.of("icon.png", "wallets.json", "lib/tonconnect-sdk.js", "lib/qrcode.js")) {
            assertThat(window.request().get(address + "/owners/" + file).status())
                    .as(file)
                    .isEqualTo(200);
        }
    }
}
