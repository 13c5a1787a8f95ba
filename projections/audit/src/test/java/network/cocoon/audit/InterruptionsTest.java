package network.cocoon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import network.cocoon.domain.inference.AcknowledgedHead;
import network.cocoon.domain.kernel.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Answers that broke off are billed up to what both sides signed; attempts that failed cost nobody. */
class InterruptionsTest {

    private static final String OTHER_SIGNATURE = "A".repeat(86);

    @Test
    void anHonestLogHolds() {
        AuditReport report = Auditor.audit(Story.interrupted());

        assertThat(report.discrepancy()).isNull();
        assertThat(report.openRequests()).isZero();
        assertThat(report.accounts()).singleElement().satisfies(bill -> {
            assertThat(bill.interrupted()).isEqualTo(4);
            assertThat(bill.completed()).isEqualTo(1);
            assertThat(bill.unpaid()).isZero();
            assertThat(bill.tokens()).isEqualTo(4 * 40 + 150);
            assertThat(bill.billed()).isEqualTo(4 * 800 + 3000);
            assertThat(bill.reserved()).isZero();
            assertThat(bill.free()).isEqualTo(50_001 - 4 * 800 - 3000);
        });
        assertThat(report.providers()).singleElement().satisfies(earning -> {
            assertThat(earning.interrupted()).isEqualTo(4);
            assertThat(earning.earned()).isEqualTo(4 * 760 + 2850);
        });
        assertThat(report.totals().fees()).isEqualTo(4 * 40 + 150);
        // 5 orders and 1 anew, 7 assignments, 1 receipt, 4 heads and their acknowledgements
        assertThat(report.reading().checked()).isEqualTo(6 + 7 + 1 + 2 * 4);
    }

    static Stream<Arguments> tamperings() {
        return Stream.of(
                edit("a head that the worker did not sign", "head signature", "inference.Failed", json -> bill(json)
                        .put("headSignature", OTHER_SIGNATURE)),
                edit(
                        "a head that the app did not acknowledge",
                        "acknowledgement",
                        "inference.Cancelled",
                        json -> bill(json).put("acknowledgement", OTHER_SIGNATURE)),
                edit(
                        "an acknowledgement in the place of the worker's signature",
                        "head signature",
                        "inference.Expired",
                        json -> bill(json)
                                .put(
                                        "headSignature",
                                        bill(json).get("acknowledgement").asString())),
                edit("a head that is none", "head", "inference.Expired", json -> bill(json)
                        .put("head", "AAAA")),
                edit("another request's head, truly signed", "decision", "inference.Failed", json -> {
                    Story other = new Story();
                    other.request(2, 1);
                    head(json, Requests.acknowledged(other.order(2), Gpu.FIRST, 1));
                }),
                edit("another attempt's head, truly signed", "decision", "inference.Failed", json -> {
                    Story same = new Story();
                    same.request(1, 0);
                    head(json, Requests.acknowledged(same.order(1), Gpu.FIRST, 2));
                }),
                edit("another worker's head", "head signature", "inference.Failed", json -> {
                    Story same = new Story();
                    same.request(1, 0);
                    head(json, Requests.acknowledged(same.order(1), Gpu.SECOND, 1));
                }),
                edit("more tokens than the head", "decision", "inference.Failed", json -> bill(json)
                        .withObject("/usage")
                        .put("completion", 11)),
                edit("a dearer partial bill", "decision", "inference.Cancelled", json -> {
                    bill(json).withObject("/charge").put("cost", "820").put("reward", "780");
                    json.withObject("/release").put("delta", 19_180);
                }),
                edit("a reward that is not the fee's rest", "decision", "inference.Expired", json -> bill(json)
                        .withObject("/charge")
                        .put("reward", "761")
                        .put("fee", "39")),
                edit("another provider's earning", "decision", "inference.Failed", json -> bill(json)
                        .put("provider", "own_" + "d".repeat(32))),
                edit("less given back than is left", "decision", "inference.Expired", json -> json.withObject(
                                "/release")
                        .put("delta", 19_199)),
                edit("all given back, and billed too", "decision", "inference.Expired", json -> json.withObject(
                                "/release")
                        .put("delta", 20_000)),
                edit("what was acknowledged is not billed", "settlement", "inference.Failed", json -> {
                    json.putNull("bill");
                    json.withObject("/release").put("delta", 20_000);
                }),
                edit("a lane version that was skipped", "lane version", "inference.Cancelled", json -> json.withObject(
                                "/release")
                        .put("version", 99)),
                edit(
                        "a slot that a failed attempt keeps",
                        "slot version",
                        "inference.AttemptFailed",
                        json -> json.withObject("/slot").put("version", 99)),
                edit(
                        "an attempt that failed by the app's fault",
                        "decision",
                        "inference.AttemptFailed",
                        json -> json.put("code", "BAD_ENVELOPE").put("fault", "USER")),
                edit(
                        "somebody else's fault",
                        "decision",
                        "inference.AttemptFailed",
                        json -> json.put("fault", "OPERATOR")),
                edit(
                        "an order sealed anew by nobody",
                        "client signature",
                        "inference.Resealed",
                        json -> json.put("clientSignature", OTHER_SIGNATURE)),
                edit(
                        "sealed anew to a header that is none",
                        "header",
                        "inference.Resealed",
                        json -> json.put("header", "AAAA")),
                edit("sealed anew to a key that nobody attested", "worker key", "inference.Resealed", json -> {
                    ((ObjectNode) json.withArray("/candidates").get(0)).put("key", "e".repeat(64));
                }),
                edit("a payout without the broken answers", "settlement", "settlement.PeriodClosed", json -> {
                    json.put("charged", "3000").put("fees", "150");
                    ((ObjectNode) json.withArray("/accruals").get(0))
                            .put("reward", "2850")
                            .put("requests", 1);
                }),
                change("a bill where nobody answered", "partial bill", log -> log.remove("inference.Assigned", 1)),
                change(
                        "a second worker beside the first",
                        "one worker an attempt",
                        log -> log.remove("inference.AttemptFailed", 1)),
                change("sealed anew without need", "decision", log -> log.remove("inference.ResealRequired", 0)),
                change("given to a worker nobody sealed to", "decision", log -> log.remove("inference.Resealed", 0)),
                change("a partial bill twice", "one ending a request", log -> log.repeat("inference.Expired", 0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tamperings")
    void findsTampering(String what, String rule, Consumer<MemoryLog> tampering) {
        MemoryLog log = Story.interrupted();
        tampering.accept(log);

        AuditReport report = Auditor.audit(log);

        assertThat(Objects.requireNonNull(report.discrepancy(), what).rule())
                .as(what)
                .isEqualTo(rule);
        assertThat(Exports.audit(log).discrepancy()).as(what).isEqualTo(report.discrepancy());
    }

    @Test
    void twoAssignmentsOfOneAttemptAreFound() {
        MemoryLog log = Story.told();
        log.repeat("inference.Assigned", 3);

        assertThat(Objects.requireNonNull(Auditor.audit(log).discrepancy()).rule())
                .isEqualTo("one worker an attempt");
    }

    @Test
    void aReceiptForAnAssignmentThatTheLogHidesIsFound() {
        Story story = new Story();
        story.enrol(Gpu.SECOND);
        story.request(1, 0, List.of(Gpu.FIRST, Gpu.SECOND));
        story.assign(1);
        story.complete(1, 0);
        Bytes receipt = Requests.complete(story.order(1), Gpu.SECOND, 1, 1, 1, Story.START)
                .receipt();
        story.log().tamper("inference.Completed", 0, json -> json.put("receipt", text(receipt)));

        assertThat(Objects.requireNonNull(Auditor.audit(story.log()).discrepancy()))
                .satisfies(found -> {
                    assertThat(found.rule()).isEqualTo("one worker an attempt");
                    assertThat(found.found()).contains(Gpu.SECOND.worker().value());
                });
    }

    @Test
    void anUncheckedSignatureIsNotSaidToBeChecked() {
        MemoryLog log = Story.interrupted();
        log.tamper("inference.Failed", 0, json -> bill(json).put("headSignature", OTHER_SIGNATURE));

        AuditReport none = Auditor.audit(log, AuditSettings.DEFAULT.with(SignatureChoice.NONE));
        AuditReport some = Auditor.audit(Story.interrupted(), AuditSettings.DEFAULT.with(new SignatureChoice(5)));

        assertThat(none.discrepancy()).isNull();
        assertThat(none.reading().checked()).isZero();
        assertThat(none.reading().signatures()).isEqualTo(22);
        assertThat(some.reading().checked()).isEqualTo(5);
    }

    private static ObjectNode bill(ObjectNode json) {
        return json.withObject("/bill");
    }

    private static void head(ObjectNode json, AcknowledgedHead head) {
        bill(json)
                .put("head", text(head.head()))
                .put("headSignature", text(head.headSignature()))
                .put("acknowledgement", text(head.acknowledgement()));
    }

    private static String text(Bytes bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toArray());
    }

    private static Arguments edit(String what, String rule, String name, Consumer<ObjectNode> change) {
        return change(what, rule, log -> log.tamper(name, 0, change));
    }

    private static Arguments change(String what, String rule, Consumer<MemoryLog> change) {
        return Arguments.of(what, rule, change);
    }
}
