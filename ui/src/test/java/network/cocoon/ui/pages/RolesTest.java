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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.inference.InferenceEvent.Requested;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.worker.WorkerEvent;
import network.cocoon.projections.SampleEvent;
import network.cocoon.projections.SampleHistory;
import network.cocoon.ui.security.Actions;
import network.cocoon.ui.security.ConsoleRole;
import network.cocoon.ui.security.Outcome;
import network.cocoon.ui.security.People;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who may look, who may act, and what the server says to who may not. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class RolesTest {

    @TempDir
    private static Path data;

    private static FakedConsole start;
    private static OperatorApiFake api;
    private static Console console;
    private static Page page;
    private static List<SampleEvent> broken;

    @BeforeAll
    static void open() throws SQLException, IOException {
        start = FakedConsole.open(data);
        api = start.api();
        console = start.console();
        page = start.page();
        List<SampleEvent> history = SampleHistory.generate(7, 40, Instant.now(), Duration.ofMinutes(20));
        SampleEvent last = history.stream()
                .filter(e -> e.event() instanceof Requested)
                .reduce((_, b) -> b)
                .orElseThrow();
        broken = history.stream()
                .filter(e -> e.aggregate().equals(last.aggregate()))
                .toList();
        console.append(history.stream().filter(e -> !broken.contains(e)).toList());
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

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private static void as(String name) {
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(name, "", "ROLE_OPERATOR"));
    }

    private static void refuse() {
        console.jdbc()
                .sql("ALTER TABLE view_request ADD CONSTRAINT refused CHECK (request_id <> '"
                        + broken.getFirst().aggregate() + "')")
                .update();
    }

    private static void accept() {
        console.jdbc().sql("ALTER TABLE view_request DROP CONSTRAINT refused").update();
    }

    @Test
    void a_aDeadLetterIsShownRetriedAndTakenIn() {
        refuse();
        console.append(broken);
        console.visit(page, "system", "System");
        assertThat(page.getByText("inference.Requested")).isVisible();
        assertThat(page.getByText("something needs a decision")).isVisible();
        Console.shoot(page, "11-dead-letter");
        Console.button(page, "Retry");
        assertThat(page.getByText("It failed again")).isVisible();
        Console.button(page, "Discard");
        assertThat(page.getByText("The views will never show")).isVisible();
        Console.shoot(page, "11-dead-letter-discard");
        Console.button(page, "Cancel");
        // Or it is taken in by itself before anybody asks for it.
        console.jdbc()
                .sql("UPDATE view_dead_letter SET next_try_at = now() + interval '1 hour'")
                .update();
        accept();
        Console.button(page, "Retry");
        assertThat(page.getByText("No dead letters")).isVisible();
        console.visit(page, "requests/" + broken.getFirst().aggregate(), "Request");
        assertThat(page.getByText("inference.Requested")).isVisible();
    }

    @Test
    void b_anOperatorAddsAViewerWhoSeesEverythingAndCanDoNothing() {
        console.visit(page, "users", "Users");
        Console.button(page, "Add a user");
        page.locator("vaadin-dialog vaadin-text-field input").fill("vera");
        Console.button(page, "Add");
        String password = page.locator("#new-password").textContent();
        assertThat(password).hasSize(20);
        Console.shoot(page, "12-new-password");
        Console.button(page, "I have it");
        assertThat(page.locator("#new-password")).hasCount(0);
        assertThat(page.getByText("user.add")).isVisible();
        Console.shoot(page, "12-users");
        try (BrowserContext other = console.window()) {
            Page viewer = other.newPage();
            console.signIn(viewer, "vera", password);
            Console.heading(viewer, "Overview");
            assertThat(viewer.getByText("Viewer, read-only")).isVisible();
            assertThat(viewer.getByText("Users", new Page.GetByTextOptions().setExact(true)))
                    .hasCount(0);
            for (String name : List.of("Settlement", "Registry", "System")) {
                console.visit(viewer, name.toLowerCase(Locale.ROOT), name);
                assertThat(viewer.getByRole(
                                AriaRole.BUTTON,
                                new Page.GetByRoleOptions()
                                        .setName(Pattern.compile(
                                                "Close a period|List a model|Set a price|Rebuild|Retry"))))
                        .hasCount(0);
            }
            Console.shoot(viewer, "13-viewer-system");
            viewer.navigate(console.address() + "/users");
            assertThat(viewer.getByText("There is no such page")).isVisible();
            Console.shoot(viewer, "13-viewer-users");
            // Shut out while inside: the open page ends by itself.
            console.visit(viewer, "events", "Events");
            as("operator");
            assertThat(console.bean(People.class).disable("vera")).isEqualTo(Outcome.DONE);
            viewer.waitForURL(Pattern.compile(".*/login.*"));
            // The session ends a moment later, and with it a form that was fetched before.
            viewer.context().clearCookies();
            console.signIn(viewer, "vera", password);
            viewer.waitForURL(Pattern.compile(".*/login\\?error.*"));
        }
    }

    @Test
    void c_theLastOperatorStays() {
        as("operator");
        People people = console.bean(People.class);
        assertThat(people.disable("operator"))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("LAST_OPERATOR"));
        assertThat(people.setRole("operator", ConsoleRole.VIEWER)).isInstanceOf(Outcome.Refused.class);
        assertThat(people.add("second", ConsoleRole.OPERATOR).outcome()).isEqualTo(Outcome.DONE);
        assertThat(people.setRole("second", ConsoleRole.VIEWER)).isEqualTo(Outcome.DONE);
        assertThat(people.add("Not a name", ConsoleRole.VIEWER).password()).isEmpty();
        assertThat(people.add("second", ConsoleRole.OPERATOR).outcome()).isInstanceOf(Outcome.Refused.class);
        assertThat(console.jdbc()
                        .sql("SELECT password_hash FROM console_user WHERE username = 'second'")
                        .query(String.class)
                        .single())
                .startsWith("$2");
    }

    @Test
    void d_theServerAsksTheTableOfUsersAndNotTheSession() {
        // A session that still says OPERATOR, of someone who is a viewer now, who is nobody, or who is disabled.
        for (String name : List.of("second", "nobody", "vera")) {
            as(name);
            boolean[] done = {false};
            Outcome outcome = console.bean(Actions.class).run("test.deed", "anything", () -> done[0] = true);
            assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                    .isEqualTo("NOT_AN_OPERATOR"));
            assertThat(done[0]).isFalse();
        }
        assertThat(console.bean(Actions.class).latest().getFirst().outcome()).isEqualTo("NOT_AN_OPERATOR");
    }

    @Test
    void e_anOperatorWhoIsMadeViewerCanNoLongerPressWhatIsStillOnTheScreen() throws IOException {
        as("operator");
        var issued = console.bean(People.class).add("omar", ConsoleRole.OPERATOR);
        try (BrowserContext other = console.window()) {
            Page omar = other.newPage();
            console.signIn(omar, "omar", issued.password().orElseThrow());
            Console.heading(omar, "Overview");
            console.visit(omar, "system", "System");
            Console.button(omar, "Rebuild the views");
            assertThat(omar.getByText("Everything shown here is read again")).isVisible();
            as("operator");
            assertThat(console.bean(People.class).setRole("omar", ConsoleRole.VIEWER))
                    .isEqualTo(Outcome.DONE);
            // Either the doorkeeper was there first, or the server refuses: nothing is rebuilt.
            omar.waitForURL(Pattern.compile(".*/login.*"));
        }
        assertThat(console.jdbc()
                        .sql("SELECT count(*) FROM view_rebuild")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void f_ordersGoToTheOperatorApiAndItsRefusalIsShown() {
        console.visit(page, "settlement", "Settlement");
        Console.button(page, "Close a period");
        assertThat(page.getByText("A closed period stays as it is")).isVisible();
        api.refuseNext("PERIOD_NOT_OVER");
        Console.button(page, "Close it");
        assertThat(page.getByText("PERIOD_NOT_OVER in words")).isVisible();
        Console.shoot(page, "15-refused");
        Console.button(page, "Close it");
        assertThat(page.getByText("Close a period: done")).isVisible();
        assertThat(api.taken()).hasSize(2).allMatch(path -> path.matches("/v1/operator/periods/[0-9-]{10}/close"));
        console.visit(page, "registry", "Registry");
        Console.button(page, "Set a price");
        page.locator("vaadin-dialog vaadin-text-field input").fill("2500");
        Console.shoot(page, "15-price");
        Console.button(page, "Set it");
        assertThat(page.getByText("Set a price: done")).isVisible();
        assertThat(api.taken()).last().isEqualTo("/v1/operator/prices");
        assertThat(api.lastBody()).contains("2500").contains("cocoon-tiny");
    }

    @Test
    void g_aTransferIsOrderedOnceAndShownWithWhatBecameOfIt() {
        String path = "/v1/operator/transfers";
        console.visit(page, "settlement", "Settlement");
        page.locator("#order-transfer").click();
        page.getByLabel("To, an address").fill("0:" + "6".repeat(64));
        page.getByLabel("Amount, nanoton").fill("1,5");
        page.getByLabel("Note; in the log for everybody, for ever").fill("fees of November");
        Console.shoot(page, "48-transfer-form");
        int before = api.taken().size();
        Console.button(page, "Order it");
        assertThat(page.getByText("The amount is digits only")).isVisible();
        assertThat(api.taken()).hasSize(before);
        page.getByLabel("Amount, nanoton").fill("1500000000");
        api.refuseNext("TRANSFER_DIFFERS");
        Console.button(page, "Order it");
        assertThat(page.getByText("TRANSFER_DIFFERS in words")).isVisible();
        Console.button(page, "Order it");
        assertThat(page.getByLabel("To, an address")).hasCount(0);
        assertThat(api.taken()).hasSize(before + 2).last().isEqualTo(path);
        assertThat(api.lastBody()).contains("\"FEES\"", "\"1500000000\"", "fees of November");

        Locator panel = start.panel("Taken out of the network's wallet");
        assertThat(panel).containsText("Not known");
        start.know(path, Transferred.inEveryState());
        assertThat(panel.locator("tr")).hasCount(5);
        assertThat(panel).containsText("Reserve of the exit");
        assertThat(panel.locator(".badge.good")).hasText("Confirmed");
        assertThat(panel.locator(".badge.bad")).hasText("Failed");
        start.both("48-transfers", 1500);
    }

    @Test
    void g_anOperatorSuspendsAndRevokesWithAReasonAndOnlyThen() {
        String measurement = console.jdbc()
                .sql("SELECT measurement FROM view_measurement WHERE allowed")
                .query(String.class)
                .single();
        console.visit(page, "registry", "Registry");
        Console.button(page, "Revoke");
        assertThat(page.getByText("It can never be allowed again")).isVisible();
        Console.shoot(page, "16-revoke");
        Console.button(page, "Revoke it");
        assertThat(page.getByText("Say why")).isVisible();
        order("Revoke it", "broken image");
        assertThat(page.getByText("Revoke the measurement: done")).isVisible();
        assertThat(api.taken()).last().isEqualTo("/v1/operator/measurements/" + measurement + "/revoke");
        assertThat(api.lastBody()).isEqualTo("{\"reason\":\"broken image\"}");
        String worker = id("view_worker", "worker_id");
        console.visit(page, "workers/" + worker, "Worker");
        Console.button(page, "Suspend");
        Console.shoot(page, "16-suspend-worker");
        order("Suspend it", "bad receipts");
        assertThat(page.getByText("Suspend the worker: done")).isVisible();
        assertThat(api.taken()).last().isEqualTo("/v1/operator/workers/" + worker + "/suspend");
        console.append(List.of(new SampleEvent(
                "worker",
                worker,
                events(worker),
                new WorkerEvent.Suspended(new WorkerId(worker), "bad receipts", now()),
                now())));
        Console.button(page, "Resume");
        assertThat(page.getByText("as soon as it is attested")).isVisible();
        Console.button(page, "Resume it");
        assertThat(page.getByText("Resume the worker: done")).isVisible();
        assertThat(api.taken()).last().isEqualTo("/v1/operator/workers/" + worker + "/resume");
        console.append(List.of(new SampleEvent(
                "worker", worker, events(worker), new WorkerEvent.Resumed(new WorkerId(worker), now()), now())));
        assertThat(page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Suspend").setExact(true)))
                .isVisible();
        String account = id("view_account", "account_id");
        console.visit(page, "accounts/" + account, "Account");
        Console.button(page, "Suspend");
        Console.shoot(page, "16-suspend-account");
        order("Suspend it", "asked by its owner");
        assertThat(page.getByText("Suspend the account: done")).isVisible();
        assertThat(api.taken()).last().isEqualTo("/v1/operator/accounts/" + account + "/suspend");
        console.append(List.of(new SampleEvent(
                "account",
                account,
                events(account),
                new AccountEvent.Suspended(new AccountId(account), "asked by its owner", now()),
                now())));
        Console.button(page, "Resume");
        Console.button(page, "Resume it");
        assertThat(page.getByText("Resume the account: done")).isVisible();
        assertThat(api.taken()).last().isEqualTo("/v1/operator/accounts/" + account + "/resume");
    }

    @Test
    void h_aViewerIsOfferedNoneOfIt() {
        as("operator");
        var issued = console.bean(People.class).add("victor", ConsoleRole.VIEWER);
        try (BrowserContext other = console.window()) {
            Page viewer = other.newPage();
            console.signIn(viewer, "victor", issued.password().orElseThrow());
            Console.heading(viewer, "Overview");
            Map<String, String> pages = Map.of(
                    "registry",
                    "Registry",
                    "workers/" + id("view_worker", "worker_id"),
                    "Worker",
                    "accounts/" + id("view_account", "account_id"),
                    "Account");
            pages.forEach((path, title) -> {
                console.visit(viewer, path, title);
                assertThat(viewer.getByText("Suspended")
                                .or(viewer.getByText("Registered"))
                                .or(viewer.getByText("Measurements"))
                                .first())
                        .isVisible();
                assertThat(viewer.getByRole(
                                AriaRole.BUTTON,
                                new Page.GetByRoleOptions().setName(Pattern.compile("Suspend|Resume|Revoke"))))
                        .hasCount(0);
            });
        }
    }

    private static void order(String verb, String reason) {
        page.locator("vaadin-dialog vaadin-text-field input").fill(reason);
        Console.button(page, verb);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String id(String table, String column) {
        return console.jdbc()
                .sql("SELECT min(" + column + ") FROM " + table)
                .query(String.class)
                .single();
    }

    /** How many events a stream has: the next one's place in it. */
    private static long events(String aggregate) {
        return console.jdbc()
                .sql("SELECT count(*) FROM domain_event WHERE aggregate_id = ?")
                .param(aggregate)
                .query(Long.class)
                .single();
    }
}
