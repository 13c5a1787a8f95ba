package network.cocoon.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import network.cocoon.domain.attestation.Evidence;
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

/** An attestation judged again before the reader's eyes, and what a measurement could read. Screenshots in both schemes. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class TrustPagesTest {

    @TempDir
    private static Path data;

    private static FakedConsole start;
    private static OperatorApiFake api;
    private static Console console;
    private static Page page;
    private static Proven proven;

    @BeforeAll
    static void open() throws SQLException, IOException {
        List<SampleEvent> history = SampleHistory.generate(5, 60, Instant.now(), Duration.ofMinutes(30));
        proven = new Proven(history);
        start = FakedConsole.open(data, "cocoon.attestation.simulated-root=" + proven.root(data));
        api = start.api();
        console = start.console();
        page = start.page();
        console.append(history);
        console.append(proven.events());
        api.know("/v1/release-manifest", proven.manifest());
        for (int i = 0; i < 2; i++) {
            Evidence evidence = proven.evidence(i);
            api.know("/v1/evidence/" + evidence.digest().hex(), evidence.encode());
        }
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

    private static Locator panel(String title) {
        return start.panel(title);
    }

    private static void both(String name, int high) {
        start.both(name, high);
    }

    @Test
    void a_fromTheWorkersPageToItsEvidenceCheckByCheck() {
        console.visit(page, "workers/" + proven.worker(), "Worker");
        String newest = proven.evidence(1).digest().hex();
        page.getByText(newest).first().click();
        page.waitForURL(Pattern.compile(".*/attestations/" + newest));
        Console.heading(page, "Attestation");
        assertThat(page.locator(".head .badge.good")).hasText("Holds");
        Locator checks = panel("Checks");
        assertThat(checks.getByText("key-binding")).isVisible();
        assertThat(checks.locator(".badge.bad")).hasCount(0);
        assertThat(checks).containsText("Else a genuine quote could be shown beside somebody else's keys");
        assertThat(panel("What quote and keys say")).containsText("RTMR3");
        assertThat(panel("Since its last one")).containsText("REPORTDATA");
        assertThat(panel("Since its last one")).not().containsText("MRTD");
        assertThat(panel("Collateral")).containsText("tcb-info");
        assertThat(panel("Certificates")).containsText("SIMULATOR");
        both("70-attestation", 2700);
        page.setViewportSize(390, 844);
        Console.shoot(page, "70-attestation-phone");
        page.setViewportSize(1440, 900);
    }

    @Test
    void b_evidenceThatDiffersFromItsDigestIsNotShownAsTrue() {
        String first = proven.evidence(0).digest().hex();
        byte[] other = proven.evidence(0).encode();
        other[other.length - 1] ^= 1;
        api.know("/v1/evidence/" + first, other);
        page.navigate(console.address() + "/attestations/" + first);
        assertThat(page.getByText("It cannot be judged again: The operator API gave bytes of another digest."))
                .isVisible();
        api.know("/v1/evidence/" + first, proven.evidence(0).encode());
        page.navigate(console.address() + "/attestations/" + "0".repeat(64));
        assertThat(page.getByText("No such attestation")).isVisible();
    }

    @Test
    void c_aMeasurementTellsWhomItsRevocationConcerns() {
        console.visit(page, "registry", "Registry");
        String served = proven.servedMeasurement().hex();
        page.locator("vaadin-grid[aria-label=Measurements]")
                .getByText(served.substring(0, 14))
                .first()
                .click();
        assertThat(page.getByText("cocoon-audit blast --measurement " + served + " --from EXPORT"))
                .isVisible();
        assertThat(page.locator(".details .bill tr").nth(1)).isVisible();
        both("71-measurement", 1300);
    }
}
