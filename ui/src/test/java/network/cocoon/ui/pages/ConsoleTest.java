package network.cocoon.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import network.cocoon.projections.SampleEvent;
import network.cocoon.projections.SampleHistory;
import network.cocoon.ui.parts.Texts;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Signs in with Chromium, visits every page, and leaves screenshots in {@code target/screenshots}. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class ConsoleTest {

    private static final Pattern REQUEST = Pattern.compile(".*/requests/[0-9a-f]{32}");
    private static final Pattern ACCOUNT = Pattern.compile(".*/accounts/app_[0-9a-f]{32}");
    private static final Pattern WORKER = Pattern.compile(".*/workers/gpu_[0-9a-f]{32}");

    @TempDir
    private static Path data;

    private static Console console;
    private static BrowserContext window;
    private static Page page;
    private static List<SampleEvent> history;
    private static BrokenOff broken;

    @BeforeAll
    static void open() throws SQLException, IOException {
        console = Console.open(data);
        broken = BrokenOff.in(SampleHistory.generate(11, 600, Instant.now(), Duration.ofMinutes(50)));
        history = broken.history();
        // The last requests come later, under the eyes of an open page.
        console.append(history.subList(0, history.size() - 40));
        Settled.periods(console.jdbc());
        window = console.window();
        page = window.newPage();
        page.navigate(console.address() + "/");
        page.locator("input[name=username]").waitFor();
        Console.shoot(page, "00-sign-in");
        console.signIn(page, "operator", "not the password");
        assertThat(page.getByText("Wrong name or password")).isVisible();
        console.signIn(page, "operator", console.operatorPassword());
        Console.heading(page, "Overview");
    }

    /** What the page looked like at the end of each test: the first thing to look at when one fails. */
    @AfterEach
    void lastSeen(TestInfo test) {
        Console.shoot(page, "last-" + test.getTestMethod().orElseThrow().getName());
    }

    @AfterAll
    static void close() {
        if (console != null) {
            console.close();
        }
    }

    @Test
    void a_overviewMovesWithoutAReload() {
        console.visit(page, "", "Overview");
        assertThat(page.locator(".chart svg")).hasCount(4);
        assertThat(page.getByText("SIMULATED").first()).isVisible();
        Locator requests = page.locator(".stat .big").first();
        String before = requests.textContent();
        page.evaluate("window.stillTheSamePage = true");
        console.append(history.subList(history.size() - 40, history.size()));
        assertThat(requests).not().hasText(before);
        assertThat(requests).hasText("600");
        assertThat(page.evaluate("window.stillTheSamePage")).isEqualTo(true);
        assertThat(page.evaluate(
                        "[...document.querySelectorAll('.stat .big')].map(e => e.scrollWidth <= e.clientWidth)"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .as("no figure is cut off")
                .isNotEmpty()
                .containsOnly(true);
        assertThat(page.evaluate("""
                        [...document.querySelectorAll('.segments vaadin-radio-button label')].map(e => e.getBoundingClientRect())
                            .map((it, i, all) => i === 0 || all[i - 1].right < it.left)"""))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .as("no choice lies over the one before")
                .hasSizeGreaterThan(1)
                .containsOnly(true);
        Console.shoot(page, "01-overview");
        page.setViewportSize(1440, 1500);
        Console.shoot(page, "01-overview-whole");
        page.getByText("24 h", new Page.GetByTextOptions().setExact(true)).click();
        Console.shoot(page, "01-overview-day");
        page.setViewportSize(1440, 900);
    }

    @Test
    void b_requestsFilterSortAndOneShowsItsWholeStory() {
        console.visit(page, "requests", "Requests");
        assertThat(page.locator("vaadin-grid .badge").first()).isVisible();
        Console.shoot(page, "02-requests");
        page.locator("vaadin-multi-select-combo-box input").click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Failed"))
                .click();
        page.keyboard().press("Escape");
        assertThat(page.locator("vaadin-grid .badge.bad").first()).isVisible();
        assertThat(page.locator("vaadin-grid .badge.good")).hasCount(0);
        assertThat(page).hasURL(Pattern.compile(".*state=FAILED.*"));
        page.navigate(console.address() + "/requests?state=COMPLETED");
        page.locator("vaadin-grid-sorter")
                .filter(new Locator.FilterOptions().setHasText("Cost"))
                .click();
        page.locator("vaadin-grid .badge.good").first().click();
        page.waitForURL(REQUEST);
        assertThat(page.getByText("Why this worker")).isVisible();
        assertThat(page.getByText("inference.Completed")).isVisible();
        assertThat(page.getByText("Bill, rounded up once")).isVisible();
        assertThat(page.locator(".badge.loud").first()).isVisible();
        page.getByText("Stored event").first().click();
        assertThat(page.locator("pre.json").first()).isVisible();
        Console.shoot(page, "03-request");
        page.setViewportSize(1440, 1900);
        Console.shoot(page, "03-request-whole");
        page.setViewportSize(1440, 900);
    }

    @Test
    void b_anInterruptedAnswerShowsItsPartialBillItsHeadAndItsAttempts() {
        page.navigate(console.address() + "/requests/" + broken.request());
        assertThat(page.getByText("Progress that both signed")).isVisible();
        Locator figures = page.locator(".stats");
        assertThat(figures).containsText("Partial bill");
        assertThat(figures).containsText(Texts.number(broken.nanoton()) + " nanoton");
        assertThat(figures).containsText("Relay lost");
        assertThat(panel("Bill")).containsText("Partial bill, rounded up once");
        assertThat(panel("Progress that both signed")).containsText("Frames" + broken.frames());
        assertThat(panel("Progress that both signed")).containsText(broken.chain());
        // Opened by its address: the console's own script is there all the same, and words every time.
        Locator times = page.locator(".page cocoon-time");
        assertThat(times.first()).containsText(Pattern.compile("\\d{2}:\\d{2}:\\d{2}\\.\\d{3}"));
        assertThat(times.filter(new Locator.FilterOptions().setHasNotText(Pattern.compile("\\S"))))
                .hasCount(0);
        var badge = panel("Bill").locator(".badge").boundingBox();
        assertThat(panel("Bill").locator("table").boundingBox().y - badge.y - badge.height)
                .as("room below the badge")
                .isGreaterThan(8);
        assertThat(panel("Attempts").locator("tr")).hasCount(3);
        assertThat(panel("Attempts").locator("tr").nth(1)).containsText("Worker stalled");
        assertThat(panel("Attempts").locator("tr").nth(2)).containsText("Failed");
        assertThat(page.getByText("Owed for what was acknowledged")).isVisible();
        Console.shoot(page, "04-request-interrupted");
        page.setViewportSize(1440, 1900);
        Console.shoot(page, "04-request-interrupted-whole");
        page.setViewportSize(1440, 900);
    }

    private static Locator panel(String title) {
        return page.locator(".panel")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(title, new Page.GetByTextOptions().setExact(true))));
    }

    @Test
    void c_everyOtherPageShowsWhatIsThere() {
        console.visit(page, "workers", "Workers");
        assertThat(page.getByText("NVIDIA H200, 79 GiB")).isVisible();
        Console.shoot(page, "05-workers");
        page.locator("vaadin-grid .badge").first().click();
        page.waitForURL(WORKER);
        assertThat(page.getByText("Recent faults")).isVisible();
        Console.shoot(page, "05-worker");
        console.visit(page, "accounts", "Accounts");
        page.locator("vaadin-grid .badge").first().click();
        page.waitForURL(ACCOUNT);
        assertThat(page.getByText("Spend by day and model")).isVisible();
        Console.shoot(page, "06-account");
        console.visit(page, "accounts", "Accounts");
        Console.shoot(page, "06-accounts");
        console.visit(page, "settlement", "Settlement");
        page.locator("vaadin-grid").getByText("2026-11-19").click();
        assertThat(page.getByText("GPU owner").first()).isVisible();
        Console.shoot(page, "07-settlement");
        console.visit(page, "registry", "Registry");
        page.getByText("cocoon-tiny").first().click();
        assertThat(page.getByText("version 1")).isVisible();
        Console.shoot(page, "08-registry");
        console.visit(page, "events", "Events");
        assertThat(page.getByText("#" + Texts.number(history.size())).first()).isVisible();
        Console.shoot(page, "09-events");
        console.visit(page, "system", "System");
        assertThat(page.getByText("Up to date").first()).isVisible();
        Console.shoot(page, "10-system");
    }

    @Test
    void d_eventsFilterByNameAndShowTheirBytes() {
        console.visit(page, "events", "Events");
        page.locator("vaadin-combo-box input").nth(1).fill("worker.AttestationRejected");
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("worker.AttestationRejected"))
                .click();
        assertThat(page.locator(".head .live")).hasText("1 found");
        page.locator("vaadin-grid").getByText("worker.AttestationRejected").click();
        assertThat(page.locator("pre.json")).containsText("TCB_OUT_OF_DATE");
        Console.shoot(page, "09-events-filtered");
    }

    @Test
    void e_darkIsRememberedAndAnUnknownRequestSaysSo() {
        console.visit(page, "", "Overview");
        page.locator("#theme").click();
        page.reload();
        assertThat(page.locator(".chart svg")).hasCount(4);
        assertThat(page.locator("html")).hasAttribute("theme", "dark");
        Console.shoot(page, "20-dark-overview");
        for (String name : List.of("requests", "workers", "accounts", "settlement", "registry", "events", "system")) {
            console.visit(page, name, Character.toUpperCase(name.charAt(0)) + name.substring(1));
            Console.shoot(page, "20-dark-" + name);
        }
        console.visit(page, "requests?state=COMPLETED", "Requests");
        page.locator("vaadin-grid .badge.good").first().click();
        page.waitForURL(REQUEST);
        Console.heading(page, "Request");
        page.setViewportSize(1440, 1900);
        Console.shoot(page, "20-dark-request");
        page.setViewportSize(1440, 900);
        page.navigate(console.address() + "/requests/nonsense");
        assertThat(page.getByText("No such request")).isVisible();
        Console.shoot(page, "21-unknown-request");
        page.navigate(console.address() + "/nowhere");
        assertThat(page.getByText("There is no such page")).isVisible();
        Console.shoot(page, "21-unknown-page");
        console.visit(page, "", "Overview");
        page.locator("#theme").click();
        assertThat(page.locator("html")).hasAttribute("theme", "light");
    }

    @Test
    void f_nothingButTheDoorIsOpenToStrangers() {
        try (BrowserContext stranger = console.window()) {
            Page other = stranger.newPage();
            other.navigate(console.address() + "/events");
            other.locator("input[name=username]").waitFor();
            assertThat(other.url()).endsWith("/login");
            assertThat(other.request().get(console.address() + "/health/ready").status())
                    .isEqualTo(200);
            var asIs = RequestOptions.create().setMaxRedirects(0);
            assertThat(other.request().get(console.address() + "/env", asIs).status())
                    .isEqualTo(302);
        }
    }

    @Test
    void g_aPhoneShowsEveryPage() throws IOException {
        try (BrowserContext phone = console.phone()) {
            Page small = console.signedIn(phone);
            assertThat(small.locator(".chart svg").first()).isVisible();
            Console.shoot(small, "30-phone-overview");
            for (String name :
                    List.of("requests", "workers", "accounts", "settlement", "registry", "events", "system")) {
                console.visit(small, name, Character.toUpperCase(name.charAt(0)) + name.substring(1));
                Console.shoot(small, "30-phone-" + name);
                assertThat((Integer) small.evaluate("document.documentElement.scrollWidth"))
                        .as("nothing of %s sticks out of the screen", name)
                        .isLessThanOrEqualTo(390);
            }
            console.visit(small, "requests?state=COMPLETED", "Requests");
            small.locator("vaadin-grid .badge.good").first().click();
            small.waitForURL(REQUEST);
            Console.heading(small, "Request");
            Console.shoot(small, "30-phone-request");
            small.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions()
                                    .setName(Pattern.compile("menu|toggle|drawer", Pattern.CASE_INSENSITIVE)))
                    .first()
                    .click();
            assertThat(small.getByText("Settlement").first()).isVisible();
            Console.shoot(small, "30-phone-menu");
        }
    }
}
