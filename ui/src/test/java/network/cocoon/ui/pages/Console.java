package network.cocoon.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import network.cocoon.eventstore.TestDatabase;
import network.cocoon.projections.SampleEvent;
import network.cocoon.projections.SampleLog;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.Assumptions;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A console on a database of its own, and Chromium in front of it. */
final class Console implements AutoCloseable {

    static final int PATIENCE_MILLIS = 20_000;

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path SHOTS = Path.of("target/screenshots");
    private static final int WIDE = 1440;
    private static final int HIGH = 900;
    private static final int PHONE_WIDE = 390;
    private static final int PHONE_HIGH = 844;

    private final Path data;
    private final TestDatabase database;
    private final ConfigurableApplicationContext context;
    private final Playwright playwright;
    private final Browser browser;
    private final String address;

    private Console(Path data, String... settings) throws SQLException {
        this.data = data;
        database = TestDatabase.create();
        context = new SpringApplicationBuilder(ConsoleOnSampleData.class)
                .properties(settings)
                .run(
                        "--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + database.user(),
                        "--spring.datasource.password=" + database.password(),
                        "--cocoon.data-dir=" + data,
                        "--server.port=0");
        address =
                "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
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
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    /** Skips the test, saying so, where there is no browser. */
    static Console open(Path data, String... settings) throws SQLException {
        Assumptions.assumeTrue(
                Files.isExecutable(CHROMIUM), "SKIPPED: no Chromium at " + CHROMIUM + "; install the package chromium");
        return new Console(data, settings);
    }

    String address() {
        return address;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    void append(List<SampleEvent> events) {
        SampleLog.append(context.getBean(EventStorageEngine.class), events);
    }

    String operatorPassword() throws IOException {
        return Files.readString(data.resolve("console-password")).strip();
    }

    /** A desk's window with cookies of its own, in the browser's time zone of Berlin. */
    BrowserContext window() {
        return ready(browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(WIDE, HIGH)
                .setTimezoneId("Europe/Berlin")
                .setColorScheme(ColorScheme.LIGHT)));
    }

    /** A phone. */
    BrowserContext phone() {
        return ready(browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(PHONE_WIDE, PHONE_HIGH)
                .setDeviceScaleFactor(2)
                .setHasTouch(true)
                .setIsMobile(true)
                .setColorScheme(ColorScheme.LIGHT)));
    }

    private static BrowserContext ready(BrowserContext context) {
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return context;
    }

    void signIn(Page page, String name, String password) {
        page.navigate(address + "/login");
        page.locator("input[name=username]").fill(name);
        page.locator("input[name=password]").fill(password);
        button(page, "Log in");
    }

    /** As the first operator. */
    Page signedIn(BrowserContext window) throws IOException {
        Page page = window.newPage();
        signIn(page, "operator", operatorPassword());
        heading(page, "Overview");
        return page;
    }

    void visit(Page page, String path, String title) {
        page.navigate(address + "/" + path);
        heading(page, title);
        assertThat(page).hasTitle(title + " · Cocoon");
    }

    static void heading(Page page, String title) {
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(title).setLevel(1)))
                .isVisible();
    }

    static void button(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    static void shoot(Page page, String name) {
        // Charts and transitions come to rest.
        page.waitForTimeout(500);
        page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
    }

    @Override
    public void close() {
        playwright.close();
        context.close();
        database.close();
    }
}
