package network.cocoon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.reconciliation.ExitMove;
import network.cocoon.domain.settlement.Accrual;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.domain.settlement.ExitTree;
import network.cocoon.domain.settlement.Payee;
import network.cocoon.domain.settlement.Payment;
import network.cocoon.domain.settlement.PayoutMessage;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.domain.settlement.SettlementCommand;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.settlement.SettlementState;
import network.cocoon.domain.settlement.WalletTransaction;
import network.cocoon.wire.api.ExitApi.ProviderExit;
import network.cocoon.wire.chain.ChainState;
import network.cocoon.wire.chain.ChainStateFile;
import network.cocoon.wire.exit.ExitClaims;
import network.cocoon.wire.exit.ExitContract;
import network.cocoon.wire.exit.ExitStorage;
import network.cocoon.wire.json.CocoonJson;
import network.cocoon.wire.ton.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Every root follows from the log, and so does every claim: from an export alone a provider gets what the exit takes. */
class ExitAuditTest {

    private static final Instant AT = Instant.parse("2026-11-22T00:00:00Z");
    private static final Nanoton EARNED = Nanoton.of(5700);
    private static final ExitTerms TERMS =
            new ExitTerms(Story.LOG.publicKey(), Duration.ofDays(14).toSeconds(), -3, "0:" + "f".repeat(64));
    private static final String EXIT = ExitContract.address(TERMS).raw();
    private static final List<Payee> PAYEES = List.of(new Payee(Story.OWNER, Story.ADDRESS));
    private static final Payment LEAF = new Payment(Story.OWNER, Story.ADDRESS, EARNED);
    private static final WalletTransaction SET = new WalletTransaction(9, Story.digest("set"), AT);

    @TempDir
    Path folder;

    private final SettlementDecider decider = new SettlementDecider();
    private SettlementState state = decider.initial();

    private MemoryLog standing() {
        MemoryLog log = Story.told();
        decide(
                log,
                new SettlementCommand.CreditBalances(
                        new PeriodId("2026-11-20"), List.of(new Accrual(Story.OWNER, EARNED, 2)), AT));
        order(log, 1);
        stands(log, 1, LEAF);
        return log;
    }

    private MemoryLog claimed() {
        MemoryLog log = standing();
        decide(log, new SettlementCommand.SchedulePayout(Nanoton.of(1), 250, PAYEES, AT));
        decide(log, new SettlementCommand.RecordExitOpen(EXIT, 1, AT.plus(Duration.ofDays(14)), AT));
        decide(log, new SettlementCommand.RecordExitClaim(EXIT, 0, Story.ADDRESS, EARNED, SET, AT));
        return log;
    }

    private MemoryLog paid() {
        MemoryLog log = standing();
        decide(log, new SettlementCommand.SchedulePayout(Nanoton.of(1), 250, PAYEES, AT));
        order(log, 2);
        stands(log, 2);
        var message = new PayoutMessage(
                Story.digest("message"), 1, AT, 3600, 8, Story.digest("before"), Bytes.of(new byte[] {1}));
        decide(log, new SettlementCommand.SubmitPayout(1, message, AT));
        decide(log, new SettlementCommand.ConfirmPayout(1, SET, SET, Nanoton.of(7), AT));
        return log;
    }

    private void order(MemoryLog log, long number) {
        decide(log, new SettlementCommand.OrderExitRoot(EXIT, TERMS, number, PAYEES, AT));
    }

    private void stands(MemoryLog log, long number, Payment... owed) {
        decide(
                log,
                new SettlementCommand.RecordExitRoot(
                        EXIT, number, ExitTree.of(Arrays.asList(owed)).root(), SET, AT));
    }

    private void decide(MemoryLog log, SettlementCommand command) {
        if (!(decider.decide(command, state) instanceof Decision.Accepted<SettlementEvent> accepted)) {
            throw new IllegalStateException("not accepted: " + decider.decide(command, state));
        }
        accepted.events().forEach(event -> {
            log.append(SettlementDecider.PAYOUTS, event);
            state = decider.evolve(state, event);
        });
    }

    @Test
    void rootsAndClaimsThatFollowHold() {
        assertThat(Auditor.audit(standing()).discrepancy()).isNull();
        state = decider.initial();
        assertThat(Auditor.audit(claimed()).discrepancy()).isNull();
        state = decider.initial();
        assertThat(Auditor.audit(paid()).discrepancy()).isNull();
    }

    static List<Arguments> lies() {
        return List.of(
                lie("more than is owed", "settlement.ExitRootOrdered", json -> ((ObjectNode)
                                json.withArray("/owed").get(0))
                        .put("amount", "5701")),
                lie("another's wallet", "settlement.ExitRootOrdered", json -> ((ObjectNode)
                                json.withArray("/owed").get(0))
                        .put("address", "0:" + "e".repeat(64))),
                lie("a provider left out", "settlement.ExitRootOrdered", json -> json.withArray("/owed")
                        .removeAll()),
                lie(
                        "another root than that of the list",
                        "settlement.ExitRootOrdered",
                        json -> json.put("root", "0".repeat(64))),
                lie(
                        "a contract of somebody else's",
                        "settlement.ExitRootOrdered",
                        json -> json.put("exit", EXIT.replace(EXIT.charAt(9), EXIT.charAt(9) == 'a' ? 'b' : 'a'))),
                lie("a root that was never ordered", "settlement.ExitRootSet", json -> json.put("number", 2)),
                lie("open too early", "settlement.ExitOpened", json -> json.put("through", "2026-11-30T00:00:00Z")),
                lie("a batch given up that was none", "settlement.PayoutFailed", json -> json.put("batch", 2)),
                lie("a leaf that is none", "settlement.ExitClaimed", json -> json.put("index", 1)),
                lie("more than the leaf owes", "settlement.ExitClaimed", json -> json.put("amount", "5701")));
    }

    private static Arguments lie(String what, String event, Consumer<ObjectNode> change) {
        return Arguments.of(what, event, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void aLieIsFound(String what, String event, Consumer<ObjectNode> change) {
        MemoryLog log = claimed();
        log.tamper(event, 0, change);
        assertThat(Auditor.audit(log).discrepancy()).as(what).isNotNull().satisfies(d -> assertThat(d.aggregate())
                .isEqualTo(SettlementDecider.PAYOUTS));
    }

    @ParameterizedTest
    @MethodSource("events")
    void nothingCountsTwice(String event) {
        MemoryLog log = claimed();
        log.repeat(event, 0);
        assertThat(Auditor.audit(log).discrepancy()).isNotNull();
    }

    static List<String> events() {
        return List.of(
                "settlement.ExitRootOrdered",
                "settlement.ExitRootSet",
                "settlement.ExitOpened",
                "settlement.ExitClaimed");
    }

    @Test
    void aBatchThatWasSentBeforeARootWithoutItStoodIsFound() {
        MemoryLog log = paid();
        log.moveBefore("settlement.PayoutSubmitted", 0, "settlement.ExitRootSet", 1);
        assertThat(Auditor.audit(log).discrepancy()).isNotNull().satisfies(d -> assertThat(d.toString())
                .contains("ROOT_NOT_STANDING"));
    }

    @Test
    void anExportAloneGivesTheClaimThatTheExitTakes() throws IOException {
        Path export = Exports.write(standing(), folder.resolve("log"));
        Run run = run("exit", "--from", export.toString(), "--provider", Story.OWNER.value(), "--json");
        assertThat(run.exit()).as(run.err()).isZero();
        ProviderExit answer =
                CocoonJson.mapper().readValue(run.out().getBytes(StandardCharsets.UTF_8), ProviderExit.class);
        assertThat(answer.contract()).isEqualTo(EXIT);
        assertThat(answer.opensAt()).isEqualTo(AT.plus(Duration.ofDays(14)));
        assertThat(answer.open()).isFalse();
        assertThat(answer.claim()).isNotNull().satisfies(claim -> assertThat(
                        Cell.ofBoc(claim.body().toArray()))
                .isEqualTo(ExitClaims.body(ExitTree.of(List.of(LEAF)).claim(0))));
        Run text = run("exit", "--from", export.toString(), "--provider", Story.OWNER.value());
        assertThat(text.out()).contains("5700 nanoton to " + Story.ADDRESS, "ton://transfer/", "root      1 ");

        assertThat(run("exit", "--from", export.toString(), "--provider", "own_" + "9".repeat(32))
                        .out())
                .contains("nothing by this root");
        assertThat(run("exit", "--from", export.toString(), "--provider", Story.OWNER.value(), "--root", "7")
                        .exit())
                .isEqualTo(2);
        assertThat(run("exit", "--from", export.toString()).exit()).isEqualTo(2);
        assertThat(run("exit", "--from", export.toString(), "--provider", "nobody")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void anOperatorsOtherLiesDoNotCostAProviderItsClaim() throws IOException {
        MemoryLog log = standing();
        log.tamper("settlement.PeriodClosed", 0, json -> json.put("fees", "1"));
        Path export = Exports.write(log, folder.resolve("log"));
        Run run = run("exit", "--from", export.toString(), "--provider", Story.OWNER.value());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("DISCREPANCY");
        assertThat(run.out()).contains("5700 nanoton to " + Story.ADDRESS);
        log.tamper("settlement.ExitRootOrdered", 0, json -> json.put("root", "0".repeat(64)));
        Path worse = Exports.write(log, folder.resolve("false"));
        assertThat(run("exit", "--from", worse.toString(), "--provider", Story.OWNER.value())
                        .exit())
                .isEqualTo(2);
    }

    /** The root that the log has set, as the chain shows it. */
    private static ChainState chain() {
        Digest root = ExitTree.of(List.of(LEAF)).root();
        Digest first = Digest.of(new byte[Digest.BYTES]);
        var came = new ChainState.ExitTransaction(
                new ChainState.Place(8, Story.digest("came"), 0, first, AT.minusSeconds(9)),
                ExitMove.Kind.CAME,
                Nanoton.of(1_000_000_000),
                "0:" + "c".repeat(64),
                Nanoton.of(400_000),
                List.of(),
                0,
                null,
                null);
        var set = new ChainState.ExitTransaction(
                new ChainState.Place(9, SET.hash(), 8, Story.digest("came"), AT),
                ExitMove.Kind.ROOT,
                Nanoton.ZERO,
                null,
                Nanoton.of(1_600_000),
                List.of(),
                1,
                root,
                null);
        var opening = ExitStorage.opening(TERMS);
        var data =
                new ExitStorage(1, root, AT, opening.key(), opening.delay(), -3, opening.owner(), Instant.EPOCH, null);
        return new ChainState(
                ChainState.FORMAT,
                100,
                AT.plusSeconds(60),
                List.of(),
                null,
                new ChainState.ExitShown(
                        EXIT,
                        AT.plusSeconds(60),
                        ChainState.Status.ACTIVE,
                        Nanoton.of(998_000_000),
                        ExitContract.code().hash(),
                        Bytes.of(data.toCell().toBoc()),
                        9,
                        List.of(came, set)));
    }

    static List<Arguments> liesOfTheChain() {
        return List.of(
                Arguments.of("explained RESERVE_OF_OTHERS", 0, (Consumer<ObjectNode>) _ -> {}),
                Arguments.of("none was given", 0, (Consumer<ObjectNode>) json -> json.remove("exit")),
                Arguments.of("ALARM EXIT_BALANCE_DIFFERS", 1, (Consumer<ObjectNode>)
                        json -> json.withObject("/exit").put("balance", "998000001")),
                Arguments.of("ALARM EXIT_CONTRACT_FOREIGN", 1, (Consumer<ObjectNode>)
                        json -> json.withObject("/exit").put("code", "0".repeat(64))),
                Arguments.of("ALARM EXIT_ROOT_UNKNOWN", 1, (Consumer<ObjectNode>)
                        json -> ((ObjectNode) json.withObject("/exit")
                                        .withArray("transactions")
                                        .get(1))
                                .put("root", "1".repeat(64))),
                Arguments.of("ALARM EXIT_UNKNOWN", 1, (Consumer<ObjectNode>)
                        json -> json.withObject("/exit").put("address", "0:" + "1".repeat(64))),
                Arguments.of("CHAIN_BAD_STATE", 2, (Consumer<ObjectNode>)
                        json -> json.withObject("/exit").remove("data")),
                Arguments.of("CHAIN_BAD_STATE", 2, (Consumer<ObjectNode>) json -> ((ObjectNode) json.withObject("/exit")
                                .withArray("transactions")
                                .get(1))
                        .put("kind", "CLAIM")),
                Arguments.of("CHAIN_NOT_LINKED", 2, (Consumer<ObjectNode>) json ->
                        json.withObject("/exit").withArray("transactions").remove(0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("liesOfTheChain")
    void theExitIsHeldAgainstTheChain(String said, int status, Consumer<ObjectNode> change) throws IOException {
        Path export = Exports.write(standing(), folder.resolve("log"));
        ObjectNode json = (ObjectNode) CocoonJson.mapper().readTree(ChainStateFile.write(chain()));
        change.accept(json);
        Path file =
                Files.write(folder.resolve("chain.json"), CocoonJson.mapper().writeValueAsBytes(json));
        Run run = run("reconcile", "--from", export.toString(), "--chain", file.toString());
        assertThat(run.out() + run.err()).contains(said);
        assertThat(run.exit()).isEqualTo(status);
    }

    private record Run(int exit, String out, String err) {}

    private static Run run(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exit = AuditMain.run(
                args,
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
