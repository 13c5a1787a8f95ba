package network.cocoon.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import network.cocoon.domain.inference.InferenceEvent.Requested;
import network.cocoon.projections.SampleEvent;
import network.cocoon.projections.SampleHistory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A list of a hundred thousand requests is scrolled, filtered and sorted, and lives while it is read. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class ManyRequestsTest {

    private static final int MANY = 100_000;

    @TempDir
    private static Path data;

    private static Console console;
    private static BrowserContext window;
    private static Page page;

    @BeforeAll
    static void open() throws SQLException, IOException {
        console = Console.open(data);
        console.append(SampleHistory.generate(5, 200, Instant.now(), Duration.ofMinutes(30)));
        window = console.window();
        page = console.signedIn(window);
        assertThat(page.locator(".stat .big").first()).hasText("200");
        ManyRequests.fill(console.jdbc(), MANY);
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

    private static void scrollTo(String fraction) {
        page.evaluate(
                "f => { const t = document.querySelector('vaadin-grid').shadowRoot.querySelector('#table');"
                        + " t.scrollTop = t.scrollHeight * f; }",
                Double.valueOf(fraction));
    }

    private static Locator cells() {
        return page.locator("vaadin-grid a.id");
    }

    @Test
    void a_everyPlaceOfTheListIsReached() {
        console.visit(page, "requests", "Requests");
        assertThat(page.getByText("the latest 100,000")).isVisible();
        String top = cells().first().textContent();
        scrollTo("0.5");
        assertThat(page.locator("vaadin-grid").getByText(top)).hasCount(0);
        assertThat(cells().first()).isVisible();
        scrollTo("1");
        assertThat(cells().first()).isVisible();
        Console.shoot(page, "14-many-end");
        scrollTo("0");
        assertThat(page.locator("vaadin-grid").getByText(top).first()).isVisible();
    }

    @Test
    void b_filterAndSortAnswerFromTheWholeList() {
        console.visit(page, "requests?state=FAILED", "Requests");
        assertThat(page.locator("vaadin-grid .badge.bad").first()).isVisible();
        assertThat(page.locator("vaadin-grid .badge.good")).hasCount(0);
        console.visit(page, "requests?state=COMPLETED", "Requests");
        Locator cost = page.locator("vaadin-grid-sorter").filter(new Locator.FilterOptions().setHasText("Cost"));
        cost.click();
        assertThat(page.locator("vaadin-grid").getByText("0.000001").first()).isVisible();
        cost.click();
        assertThat(page.locator("vaadin-grid").getByText("TON").first()).isVisible();
        Console.shoot(page, "14-many-sorted");
        page.getByLabel("Request, app, worker, owner or model").fill("ffff");
        assertThat(page).hasURL(Pattern.compile(".*q=ffff.*"));
        assertThat(page.locator(".head .live")).hasText(Pattern.compile("\\d{1,2} match"));
        page.getByLabel("Request, app, worker, owner or model").fill("nothing is called this");
        assertThat(page.getByText("No request matches")).isVisible();
        Console.shoot(page, "14-many-none");
    }

    @Test
    void c_newRequestsComeWithoutAReloadAndMoveNothingThatIsRead() {
        console.visit(page, "requests", "Requests");
        page.evaluate("window.stillTheSamePage = true");
        String request = brief(ask(1).getLast());
        assertThat(row(request).first()).isVisible();
        scrollTo("0.3");
        assertThat(row(request)).hasCount(0);
        // What is in view stays in view: the same rows at the same places.
        assertThat(page.locator("vaadin-grid.away:not([loading])")).isVisible();
        Object before = settled();
        List<String> others = ask(5);
        Locator newer =
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("\\d+ new")));
        assertThat(newer).isVisible();
        assertThat(page.evaluate(VISIBLE)).isEqualTo(before);
        Console.shoot(page, "14-many-newer");
        newer.click();
        assertThat(newer).hasCount(0);
        assertThat(row(brief(others.getLast())).first()).isVisible();
        assertThat(page.evaluate("window.stillTheSamePage")).isEqualTo(true);
    }

    /** What is in view once it has been the same for half a second: rows come in pages. */
    private static Object settled() {
        Object seen = page.evaluate(VISIBLE);
        for (int look = 0; look < 60; look++) {
            page.waitForTimeout(500);
            Object now = page.evaluate(VISIBLE);
            if (now.equals(seen)) {
                return now;
            }
            seen = now;
        }
        throw new AssertionError("the rows in view do not settle");
    }

    private static Locator row(String request) {
        return page.locator("vaadin-grid").getByText(request);
    }

    private static String brief(String id) {
        return id.substring(0, 14);
    }

    /** Requests asked now, oldest first. */
    private static List<String> ask(int count) {
        List<SampleEvent> asked =
                SampleHistory.generate(Instant.now().toEpochMilli(), count, Instant.now(), Duration.ofMillis(1))
                        .stream()
                        .filter(e -> e.stream().equals("inference"))
                        .toList();
        console.append(asked);
        return asked.stream()
                .filter(e -> e.event() instanceof Requested)
                .map(SampleEvent::aggregate)
                .toList();
    }

    private static final String VISIBLE = """
            () => [...document.querySelectorAll('vaadin-grid a.id')]
                .map(a => [a.textContent, Math.round(a.getBoundingClientRect().top)])
                .filter(a => a[1] > 250 && a[1] < 850).sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))
                .map(a => a.join('@')).join(' ')""";
}
