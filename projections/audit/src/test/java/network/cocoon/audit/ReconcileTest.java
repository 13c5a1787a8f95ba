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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import network.cocoon.domain.account.AccountCommand;
import network.cocoon.domain.account.AccountDecider;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.account.AccountStatements;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.EscrowTransaction;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.account.SignedVoucher;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.reconciliation.ChainMove;
import network.cocoon.wire.chain.ChainState;
import network.cocoon.wire.chain.ChainStateFile;
import network.cocoon.wire.chain.EscrowList;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.escrow.EscrowContract;
import network.cocoon.wire.escrow.Promise;
import network.cocoon.wire.json.CocoonJson;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** From an export and a file of the chain's state, as an auditor on his own machine has them. */
class ReconcileTest {

    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
    private static final SigningKey OWNER = Story.key(9);
    private static final AccountId APP = new AccountId("app_" + "a".repeat(32));
    private static final EscrowCells CELLS = new EscrowCells();
    private static final EscrowOpening OPENING = new EscrowOpening(
            -3,
            7,
            "0:" + "1".repeat(64),
            "0:" + "2".repeat(64),
            OWNER.publicKey(),
            AT.plus(Duration.ofDays(300)),
            3600);
    private static final String ESCROW = CELLS.address(OPENING);
    private static final long DEPOSIT = 3_000_000_000L;
    private static final long FEE = 2_700_000L;
    private static final long CLAIMED = 400_000_000L;

    @TempDir
    Path folder;

    private final AccountDecider decider = new AccountDecider(Story.NETWORK, CELLS);
    private final List<LaneState> lanes = List.of(new LaneState(0, 0, Nanoton.ZERO));

    private static final EscrowTransaction CAME = transaction(1, DEPOSIT, 0, 600_000);
    private static final EscrowTransaction REDEEMED = transaction(2, 0, CLAIMED - FEE, FEE);

    private static EscrowTransaction transaction(long lt, long came, long left, long fees) {
        return new EscrowTransaction(
                lt,
                Story.digest("transaction " + lt),
                AT.plusSeconds(lt),
                Nanoton.of(came),
                Nanoton.of(left),
                Nanoton.of(fees));
    }

    /** A deposit, a voucher, a redemption. */
    private MemoryLog log() {
        MemoryLog log = new MemoryLog();
        List<String> families = List.of("Cocoon");
        AccountState state = decide(
                log,
                decider.initial(),
                new AccountCommand.Register(
                        APP,
                        Digest.sha256(),
                        OWNER.publicKey(),
                        families,
                        10,
                        10,
                        1,
                        OWNER.sign(AccountStatements.registration(Story.NETWORK, OWNER.publicKey(), families, 10, 10)),
                        Digest.sha256(),
                        AT));
        Bytes signature = OWNER.sign(AccountStatements.escrow(Story.NETWORK, APP, ESCROW));
        state = decide(log, state, new AccountCommand.OpenEscrow(APP, OPENING, signature, AT));
        state = decide(log, state, new AccountCommand.RecordDeposit(APP, ESCROW, CAME, AT));
        SignedVoucher signed = EscrowCells.signed(EscrowCells.keys(OPENING, OWNER.publicKey())
                .sign(OWNER, new Promise(Nanoton.of(2_000_000_000), AT.plus(Duration.ofDays(30)))));
        state = decide(log, state, new AccountCommand.AcceptVoucher(APP, ESCROW, 0, signed, lanes, AT));
        decide(log, state, new AccountCommand.RecordRedemption(APP, ESCROW, REDEEMED, Nanoton.of(CLAIMED), AT));
        return log;
    }

    private AccountState decide(MemoryLog log, AccountState state, AccountCommand command) {
        if (!(decider.decide(command, state) instanceof Decision.Accepted<AccountEvent> accepted)) {
            throw new IllegalStateException("not accepted: " + decider.decide(command, state));
        }
        AccountState next = state;
        for (AccountEvent event : accepted.events()) {
            log.append(APP.value(), event);
            next = decider.evolve(next, event);
        }
        return next;
    }

    private static ChainState.EscrowMove move(EscrowTransaction t, ChainMove.Kind kind, long claimed) {
        boolean first = t.lt() == 1;
        return new ChainState.EscrowMove(
                new ChainState.Place(
                        t.lt(),
                        t.hash(),
                        first ? 0 : 1,
                        first ? Digest.of(new byte[Digest.BYTES]) : CAME.hash(),
                        t.when()),
                kind,
                t.came(),
                t.left(),
                t.fees(),
                Nanoton.of(claimed));
    }

    /** The contract's own cell, as escrow-storage.tolk has it. */
    private static Bytes storage(long claimed) {
        var out = EscrowCells.terms(OPENING)
                .write(CellBuilder.begin().uint(0, 1).uint(claimed, 63))
                .bytes(OPENING.voucherKey().toArray())
                .address(TonAddress.parse(OPENING.payee()))
                .address(TonAddress.parse(OPENING.payer()))
                .uint(0, 32)
                .bit(false);
        return Bytes.of(out.end().toBoc());
    }

    private static ChainState chain() {
        return new ChainState(
                ChainState.FORMAT,
                100,
                AT.plusSeconds(60),
                List.of(new ChainState.EscrowShown(
                        ESCROW,
                        AT.plusSeconds(60),
                        ChainState.Status.ACTIVE,
                        Nanoton.of(DEPOSIT - 600_000 - CLAIMED),
                        EscrowContract.code().hash(),
                        storage(CLAIMED),
                        2,
                        List.of(
                                move(CAME, ChainMove.Kind.DEPOSIT, 0),
                                move(REDEEMED, ChainMove.Kind.REDEMPTION, CLAIMED)))),
                new ChainState.WalletShown("0:" + "2".repeat(64), AT.plusSeconds(60), Nanoton.ZERO, 0, List.of()),
                null);
    }

    private record Run(int exit, String out, String err) {}

    private Run reconcile(byte[] chain, String... more) throws IOException {
        Path file = Files.write(folder.resolve("chain.json"), chain);
        List<String> args = new ArrayList<>(List.of("reconcile", "--chain", file.toString()));
        args.addAll(List.of(more));
        return run(args);
    }

    /** Of this log's export. */
    private Run run(List<String> task) throws IOException {
        Path export = folder.resolve("log");
        if (!Files.exists(export)) {
            Exports.write(log(), export);
        }
        List<String> args = new ArrayList<>(task);
        args.addAll(List.of("--from", export.toString()));
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exit = AuditMain.run(
                args.toArray(new String[0]),
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Run reconcile(Consumer<ObjectNode> change) throws IOException {
        ObjectNode json = (ObjectNode) CocoonJson.mapper().readTree(ChainStateFile.write(chain()));
        change.accept(json);
        return reconcile(CocoonJson.mapper().writeValueAsBytes(json));
    }

    private static ObjectNode escrow(ObjectNode json) {
        return (ObjectNode) json.withArray("/escrows").get(0);
    }

    private static ObjectNode transaction(ObjectNode json, int at) {
        return (ObjectNode) escrow(json).withArray("/transactions").get(at);
    }

    @Test
    void a_log_and_a_chain_that_agree() throws IOException {
        Run run = reconcile(ChainStateFile.write(chain()));
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("1 escrows", "OK: log, vouchers and chain agree; 0 differences", "export ");
        assertThat(run.exit()).isZero();
        Run json = reconcile(ChainStateFile.write(chain()), "--json");
        assertThat(CocoonJson.mapper().readTree(json.out()).path("ok").booleanValue())
                .isTrue();
    }

    @Test
    void the_list_of_escrows_is_the_logs_and_written_once() throws IOException {
        Path list = folder.resolve("escrows.json");
        Run run = run(List.of("escrows", "--to", list.toString()));
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(EscrowList.read(Files.readAllBytes(list)).escrows())
                .containsExactly(new EscrowList.Opened(APP, OPENING));

        assertThat(run(List.of("escrows", "--to", list.toString())).exit()).isEqualTo(2);
    }

    static List<Arguments> lies() {
        return List.of(
                lie("BALANCE_DIFFERS", json -> escrow(json).put("balance", "2599400001")),
                lie("FIGURES_DIFFER", json -> transaction(json, 0).put("came", "3000000001")),
                lie("CLAIMED_MORE_ON_CHAIN", json -> escrow(json)
                        .put("data", storage(CLAIMED + 1).base64Url())),
                lie("CONTRACT_FOREIGN", json -> escrow(json).put("code", "0".repeat(64))),
                lie(
                        "TRANSACTION_REPLACED",
                        json -> transaction(json, 1).withObject("/place").put("hash", "1".repeat(64))),
                lie("ESCROW_NOT_IN_STATE", json -> json.withArray("/escrows").removeAll()),
                lie("CREDIT_WITHOUT_DEPOSIT", json -> {
                    escrow(json).withArray("/transactions").removeAll();
                    escrow(json).put("lastLt", 0);
                    escrow(json).put("seen", AT.plusSeconds(5).toString());
                }));
    }

    private static Arguments lie(String name, Consumer<ObjectNode> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void what_differs_is_named(String name, Consumer<ObjectNode> change) throws IOException {
        Run run = reconcile(change);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("ALARM " + name, "ALARMS");
        assertThat(run.exit()).isOne();
    }

    @Test
    void a_state_that_is_older_than_the_log_is_explained() throws IOException {
        Run run = reconcile(json -> {
            escrow(json).withArray("/transactions").removeAll();
            escrow(json).put("lastLt", 0);
            escrow(json).put("balance", "0");
            escrow(json).put("status", "UNINITIALISED");
            escrow(json).remove("code");
            escrow(json).remove("data");
            escrow(json).put("seen", AT.minusSeconds(5).toString());
            json.put("seen", AT.minusSeconds(5).toString());
        });
        assertThat(run.out()).contains("explained LOG_AHEAD_OF_STATE").doesNotContain("BALANCE_DIFFERS");
    }

    static List<Arguments> damage() {
        return List.of(
                lie("CHAIN_UNSUPPORTED_FORMAT", json -> json.put("format", "cocoon-chain-state/2")),
                lie("CHAIN_MALFORMED", json -> json.put("more", 1)),
                lie("CHAIN_MALFORMED", json -> escrow(json).remove("balance")),
                lie("CHAIN_MALFORMED", json -> escrow(json).put("balance", -1)),
                lie("CHAIN_ADDRESSES", json -> escrow(json).put("address", "EQ")),
                lie("CHAIN_ADDRESSES", json -> json.withArray("/escrows").add(escrow(json))),
                lie("CHAIN_NOT_LINKED", json -> escrow(json).put("lastLt", 3)),
                lie(
                        "CHAIN_NOT_LINKED",
                        json -> escrow(json).withArray("/transactions").remove(0)),
                lie("CHAIN_BAD_STATE", json -> escrow(json).remove("data")),
                lie("CHAIN_BAD_STATE", json -> escrow(json).put("data", "AAAA")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damage")
    void a_file_that_cannot_be_used_is_two(String code, Consumer<ObjectNode> change) throws IOException {
        Run run = reconcile(change);
        assertThat(run.err()).startsWith(code + ": ");
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    void bytes_that_are_no_json_are_two() throws IOException {
        for (String text : List.of("", "null", "[]", "{", "{} {}", "\u0000", "[".repeat(5000))) {
            Run run = reconcile(text.getBytes(StandardCharsets.UTF_8));
            assertThat(run.err()).as(text).startsWith("CHAIN_MALFORMED: ");
            assertThat(run.exit()).isEqualTo(2);
        }
    }
}
