package network.cocoon.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import network.cocoon.eventstore.TestDatabase;
import network.cocoon.projections.SampleEvent;
import network.cocoon.projections.SampleHistory;
import network.cocoon.projections.SampleLog;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Signs in with Chromium, visits every page, and leaves screenshots in {@code target/screenshots}. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class ConsoleTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path SHOTS = Path.of("target/screenshots");
    private static final Pattern REQUEST = Pattern.compile(".*/requests/[0-9a-f]{32}");
    private static final int PATIENCE_MILLIS = 20_000;

    @TempDir
    private static Path data;

    private static TestDatabase database;
    private static ConfigurableApplicationContext context;
    private static Playwright playwright;
    private static Browser browser;
    private static BrowserContext window;
    private static Page page;
    private static String address;
    private static List<SampleEvent> history;

    @BeforeAll
    static void openTheConsole() throws SQLException, IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(CHROMIUM), "SKIPPED: no Chromium at " + CHROMIUM + "; install the package chromium");
        database = TestDatabase.create();
        context = new SpringApplicationBuilder(ConsoleOnSampleData.class)
                .run(
                        "--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + database.user(),
                        "--spring.datasource.password=" + database.password(),
                        "--cocoon.data-dir=" + data,
                        "--server.port=0");
        history = SampleHistory.generate(11, 600, Instant.now(), Duration.ofMinutes(50));
        // The last requests come later, under the eyes of an open page.
        SampleLog.append(context.getBean(EventStorageEngine.class), history.subList(0, history.size() - 40));
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        address = "http://127.0.0.1:" + port;
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        window = browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 900));
        window.setDefaultTimeout(PATIENCE_MILLIS);
        com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        page = window.newPage();
        signIn();
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            playwright.close();
        }
        if (context != null) {
            context.close();
            database.close();
        }
    }

    private static void signIn() throws IOException {
        page.navigate(address + "/");
        Locator name = page.locator("input[name=username]");
        name.waitFor();
        shoot("00-sign-in");
        name.fill("operator");
        page.locator("input[name=password]").fill("not the password");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        assertThat(page.getByText("Wrong name or password")).isVisible();
        page.locator("input[name=username]").fill("operator");
        page.locator("input[name=password]")
                .fill(Files.readString(data.resolve("console-password")).strip());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        heading("Overview");
    }

    private static void heading(String title) {
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(title).setLevel(1)))
                .isVisible();
    }

    private static void visit(String path, String title) {
        page.navigate(address + "/" + path);
        heading(title);
        assertThat(page).hasTitle(title + " · Cocoon");
    }

    private static void shoot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
    }

    @Test
    void a_overviewMovesWithoutAReload() {
        visit("", "Overview");
        assertThat(page.locator(".chart svg")).hasCount(3);
        assertThat(page.getByText("SIMULATED").first()).isVisible();
        String before = page.locator(".stat .big").first().textContent();
        SampleLog.append(
                context.getBean(EventStorageEngine.class), history.subList(history.size() - 40, history.size()));
        assertThat(page.locator(".stat .big").first()).not().hasText(before);
        assertThat(page.locator(".stat .big").first()).hasText("600");
        shoot("01-overview");
    }

    @Test
    void b_requestsFilterAndOneShowsItsWholeStory() {
        visit("requests", "Requests");
        assertThat(page.locator("vaadin-grid .badge").first()).isVisible();
        shoot("02-requests");
        page.locator("vaadin-grid .badge.good").first().click();
        page.waitForURL(REQUEST);
        assertThat(page.getByText("Why this worker")).isVisible();
        assertThat(page.getByText("inference.Completed")).isVisible();
        assertThat(page.getByText("Bill, rounded up once")).isVisible();
        assertThat(page.locator(".badge.loud").first()).isVisible();
        page.getByText("Stored event").first().click();
        assertThat(page.locator("pre.json").first()).isVisible();
        page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve("03-request.png")));
        page.setViewportSize(1440, 1900);
        shoot("04-request-whole");
        page.setViewportSize(1440, 900);
    }

    @Test
    void c_workersAccountsEventsAndSystemShowWhatIsThere() {
        visit("workers", "Workers");
        assertThat(page.getByText("NVIDIA H200, 79 GiB")).isVisible();
        shoot("05-workers");
        visit("accounts", "Accounts");
        assertThat(page.locator("vaadin-grid .figure").first()).isVisible();
        shoot("06-accounts");
        visit("events", "Events");
        assertThat(page.getByText("#" + history.size(), new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        shoot("07-events");
        visit("system", "System");
        assertThat(page.getByText("Up to date")).isVisible();
        shoot("08-system");
    }

    @Test
    void d_darkIsRememberedAndAnUnknownRequestSaysSo() {
        visit("", "Overview");
        page.locator("#theme").click();
        page.waitForTimeout(400);
        page.reload();
        assertThat(page.locator(".chart svg")).hasCount(3);
        page.waitForTimeout(600);
        shoot("09-overview-dark");
        page.navigate(address + "/requests/nonsense");
        assertThat(page.getByText("No such request")).isVisible();
        shoot("10-unknown-request");
        page.locator("#theme").click();
    }

    @Test
    void e_nothingButTheDoorIsOpenToStrangers() {
        try (BrowserContext stranger = browser.newContext()) {
            Page other = stranger.newPage();
            other.navigate(address + "/events");
            other.locator("input[name=username]").waitFor();
            Assertions.assertTrue(other.url().endsWith("/login"), "a stranger is sent to the door");
            Assertions.assertEquals(
                    200, other.request().get(address + "/actuator/health").status());
            var asIs = com.microsoft.playwright.options.RequestOptions.create().setMaxRedirects(0);
            Assertions.assertEquals(
                    302, other.request().get(address + "/actuator/env", asIs).status());
        }
    }
}
