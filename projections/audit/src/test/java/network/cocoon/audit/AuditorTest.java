package network.cocoon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class AuditorTest {

    @Test
    void anHonestLogHolds() {
        MemoryLog log = Story.told();

        AuditReport report = Auditor.audit(log);

        assertThat(report.discrepancy()).isNull();
        assertThat(report.events()).isEqualTo(log.size());
        assertThat(report.openRequests()).isEqualTo(1);
        assertThat(report.accounts()).singleElement().satisfies(bill -> {
            assertThat(bill.requests()).isEqualTo(5);
            assertThat(bill.completed()).isEqualTo(2);
            assertThat(bill.unpaid()).isEqualTo(2);
            assertThat(bill.tokens()).isEqualTo(300);
            assertThat(bill.billed()).isEqualTo(6000);
            assertThat(bill.reserved()).isEqualTo(20_000);
            assertThat(bill.free()).isEqualTo(50_001 - 6_000 - 20_000);
        });
        assertThat(report.providers()).singleElement().satisfies(earning -> {
            assertThat(earning.earned()).isEqualTo(5700);
            assertThat(earning.completed()).isEqualTo(2);
        });
        assertThat(report.totals().fees()).isEqualTo(BigInteger.valueOf(300));
    }

    @Test
    void anEmptyLogHolds() {
        assertThat(Auditor.audit(new MemoryLog()).discrepancy()).isNull();
    }

    @Test
    void transactionsThatOverlapMayBeIndexedInEitherOrder() {
        MemoryLog log = Story.told();
        // Lane 0 goes from version 7 to 8 with the fifth request: here it is indexed before the rebalancing.
        log.moveBefore("inference.Requested", 4, "account.LanesRebalanced", 0);

        AuditReport report = Auditor.audit(log);

        assertThat(report.discrepancy()).isNull();
        assertThat(report.reading().steppedBack()).isPositive();
        assertThat(report.reading().farthestBack()).isPositive();
    }

    static Stream<Arguments> tamperings() {
        return Stream.of(
                edit(
                        "an assignment that the log key never signed",
                        "assignment signature",
                        "inference.Assigned",
                        0,
                        json -> json.withObject("/assignment").put("signature", "A".repeat(86))),
                edit("a dearer price", "price", "inference.Requested", 0, json -> json.withObject("/prices")
                        .put("pricePerToken", "21")),
                edit("a price list of nobody's", "price", "inference.Requested", 0, json -> json.withObject("/prices")
                        .put("version", 2)),
                edit("more tokens than the receipt", "decision", "inference.Completed", 0, json -> json.withObject(
                                "/usage")
                        .put("completion", 51)),
                edit("a dearer bill", "decision", "inference.Completed", 0, json -> {
                    json.withObject("/charge").put("cost", "3001").put("reward", "2851");
                    json.withObject("/release").put("delta", 16_999);
                }),
                edit(
                        "a reward that is not the fee's rest",
                        "decision",
                        "inference.Completed",
                        0,
                        json -> json.withObject("/charge").put("reward", "2851").put("fee", "149")),
                edit(
                        "a client signature of other bytes",
                        "client signature",
                        "inference.Requested",
                        1,
                        json -> json.put("clientSignature", "A".repeat(86))),
                edit(
                        "a receipt signature of other bytes",
                        "receipt signature",
                        "inference.Completed",
                        1,
                        json -> json.put("receiptSignature", "A".repeat(86))),
                edit(
                        "a receipt that is none",
                        "receipt",
                        "inference.Completed",
                        0,
                        json -> json.put("receipt", "AAAA")),
                edit("a header that is none", "header", "inference.Requested", 0, json -> json.put("header", "AAAA")),
                edit(
                        "a ceiling that the app did not sign",
                        "decision",
                        "inference.Requested",
                        0,
                        json -> json.put("maxCost", "30000")),
                edit(
                        "another worker's completion",
                        "decision",
                        "inference.Completed",
                        0,
                        json -> json.put("worker", "gpu_" + "d".repeat(32))),
                edit(
                        "another provider's earning",
                        "decision",
                        "inference.Completed",
                        0,
                        json -> json.put("provider", "own_" + "d".repeat(32))),
                edit(
                        "credit that the owner did not sign",
                        "decision",
                        "account.CreditAuthorized",
                        0,
                        json -> json.put("cumulative", "60001")),
                edit(
                        "lanes that get less than was authorised",
                        "decision",
                        "account.CreditAuthorized",
                        0,
                        json -> json.withArray("/moves").remove(1)),
                edit("lanes out of thin air", "ledger", "account.LanesRebalanced", 0, json -> ((ObjectNode)
                                json.withArray("/moves").get(1))
                        .put("delta", 25_000)),
                edit(
                        "a lane version that was skipped",
                        "lane version",
                        "inference.Requested",
                        2,
                        json -> json.withObject("/reservation").put("version", 99)),
                edit("a lane version used twice", "lane version", "inference.Requested", 1, json -> json.withObject(
                                "/reservation")
                        .put("version", 2)),
                edit("a lane that does not exist", "lane", "inference.Requested", 2, json -> json.withObject(
                                "/reservation")
                        .put("lane", 7)),
                edit(
                        "a slot version that was skipped",
                        "slot version",
                        "inference.Completed",
                        1,
                        json -> json.withObject("/slot").put("version", 99)),
                edit(
                        "a request that the day does not count",
                        "day count version",
                        "inference.Requested",
                        2,
                        json -> json.withObject("/day").put("number", 9)),
                edit("a request counted on another day", "day count", "inference.Requested", 2, json -> json.withObject(
                                "/day")
                        .put("day", "2026-11-19")),
                edit("a payout that nobody earned", "settlement", "settlement.PeriodClosed", 0, json -> {
                    json.put("charged", "6001");
                    ((ObjectNode) json.withArray("/accruals").get(0)).put("reward", "5701");
                }),
                edit("a worker's dearer coefficient", "decision", "inference.Assigned", 0, json -> json.withObject(
                                "/assignment")
                        .put("coefficient", 1001)),
                edit(
                        "a cheaper coefficient than offered",
                        "coefficient",
                        "inference.Assigned",
                        0,
                        json -> json.withObject("/assignment").put("coefficient", 999)),
                edit(
                        "an assignment after the key's end",
                        "decision",
                        "inference.Assigned",
                        0,
                        json -> json.put("at", "2026-11-20T12:00:00Z")),
                edit(
                        "another receipt key",
                        "decision",
                        "worker.Attested",
                        0,
                        json -> json.put("receiptKey", "A".repeat(43))),
                edit(
                        "a certificate with a higher limit",
                        "decision",
                        "account.ClientKeyCertified",
                        0,
                        json -> json.put("spendPerDay", "2000000")),
                edit("a payload with a field too many", "payload", "inference.Failed", 0, json -> json.put("more", 1)),
                edit(
                        "an event before the one before it",
                        "time",
                        "inference.Completed",
                        0,
                        json -> json.put("at", "2026-11-20T09:00:00Z")),
                change("a missing release", "lane version", log -> log.remove("inference.Failed", 0)),
                change("a missing reservation", "decision", log -> log.remove("inference.Requested", 2)),
                change("a missing certificate", "admission", log -> log.remove("account.ClientKeyCertified", 0)),
                change("a missing price", "price", log -> log.remove("registry.PriceSet", 0)),
                change("a missing offer", "coefficient", log -> log.remove("worker.ModelOffered", 0)),
                change("a completion twice", "one ending a request", log -> log.repeat("inference.Completed", 0)),
                change("a request twice", "time", log -> log.repeat("inference.Requested", 0)),
                change(
                        "a completion after its day was closed",
                        "settlement",
                        log -> log.moveToEnd("inference.Completed", 1)),
                change("an event nobody knows", "payload", log -> log.rename("inference.Failed", 0, "inference.Lost")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tamperings")
    void findsTampering(String what, String rule, Consumer<MemoryLog> tampering) {
        MemoryLog log = Story.told();
        tampering.accept(log);

        AuditReport report = Auditor.audit(log);

        assertThat(Objects.requireNonNull(report.discrepancy(), what).rule())
                .as(what)
                .isEqualTo(rule);
        assertThat(Exports.audit(log).discrepancy()).as(what).isEqualTo(report.discrepancy());
    }

    @Test
    void aRevokedKeyAuthorisesNothingMore() {
        Story story = new Story();
        story.revokeClientKey();
        story.pass(Duration.ofSeconds(11));
        story.request(1, 0);

        assertThat(Objects.requireNonNull(Auditor.audit(story.log()).discrepancy())
                        .found())
                .contains("KEY_REVOKED");
    }

    @Test
    void aRequestMayOverlapARevocation() {
        Story story = new Story();
        story.revokeClientKey();
        story.request(1, 0);

        assertThat(Auditor.audit(story.log()).discrepancy()).isNull();
    }

    @Test
    void aWorkerIsResumedAfterItWasSuspended() {
        Story story = new Story();
        story.suspendWorker();
        story.resumeWorker();
        assertThat(Auditor.audit(story.log()).discrepancy()).isNull();

        story.log().remove("worker.Suspended", 0);

        assertThat(Objects.requireNonNull(Auditor.audit(story.log()).discrepancy()))
                .satisfies(found -> assertThat(found.stream()).isEqualTo("worker"));
    }

    @Test
    void noWorkIsGivenToARevokedMeasurement() {
        Story story = new Story();
        story.revokeMeasurement();
        story.pass(Duration.ofSeconds(11));
        story.request(1, 0);
        story.assign(1);

        assertThat(Objects.requireNonNull(Auditor.audit(story.log()).discrepancy())
                        .rule())
                .isEqualTo("measurement");
    }

    @Test
    void anAssignmentMayOverlapARevocation() {
        Story story = new Story();
        story.request(1, 0);
        story.revokeMeasurement();
        story.assign(1);

        assertThat(Auditor.audit(story.log()).discrepancy()).isNull();
    }

    @Test
    void aGapInTheIndexIsFound() {
        MemoryLog log = Story.told();
        RowSource withGap = Exports.of(
                log.entries().stream().filter(entry -> entry.index() != 7).toList());

        assertThat(Auditor.audit(withGap).discrepancy()).satisfies(found -> {
            assertThat(Objects.requireNonNull(found).rule()).isEqualTo("dense index");
            assertThat(found.expected()).isEqualTo("7");
            assertThat(found.found()).isEqualTo("8");
        });
        assertThat(Exports.audit(withGap)).isEqualTo(Auditor.audit(withGap));
    }

    private static Arguments edit(String what, String rule, String name, int nth, Consumer<ObjectNode> change) {
        return change(what, rule, log -> log.tamper(name, nth, change));
    }

    private static Arguments change(String what, String rule, Consumer<MemoryLog> change) {
        return Arguments.of(what, rule, change);
    }
}
