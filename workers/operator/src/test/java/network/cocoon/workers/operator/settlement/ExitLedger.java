package network.cocoon.workers.operator.settlement;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.cocoon.domain.reconciliation.Bounds;
import network.cocoon.domain.reconciliation.LoggedBatch;
import network.cocoon.domain.reconciliation.LoggedEscrow;
import network.cocoon.domain.reconciliation.LoggedExit;
import network.cocoon.domain.reconciliation.Reconciliation;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;
import network.cocoon.wire.chain.ChainStateFile;
import network.cocoon.wire.chain.EscrowList;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.LedgerSight;
import network.cocoon.workers.operator.port.TonGateway;
import network.cocoon.workers.operator.reconciliation.ChainStateMain;
import network.cocoon.workers.operator.reconciliation.Reconciler;

/** Holds the log of an exit against the real TVM: live, round after round, and from a file like an auditor. */
final class ExitLedger implements LedgerSight {

    /** What there is to be said while all goes well: the reserve is the faucet's, and news are reported a round later. */
    private static final Set<DifferenceName> QUIET = Set.of(DifferenceName.RESERVE_OF_OTHERS);

    private final ExitBooks books;
    private final LocalChain chain;
    private final TonAddress wallet;
    private final Reconciler reconciler;
    private List<Difference> newest = List.of();

    ExitLedger(ExitBooks books, TonGateway gateway, LocalChain chain, TonAddress wallet) {
        this.books = books;
        this.chain = chain;
        this.wallet = wallet;
        this.reconciler = new Reconciler(gateway, this, round -> newest = round.differences(), wallet);
    }

    /** One round, which must not alarm about the exit while the operator is up to date within some blocks. */
    void look() {
        reconciler.round();
        newest = ofExit(newest);
    }

    boolean agrees() {
        look();
        List<Difference> live = newest;
        newest = Stream.concat(live.stream(), ofExit(offline()).stream()).toList();
        return newest.stream().map(Difference::name).collect(Collectors.toSet()).equals(QUIET);
    }

    List<Difference> differences() {
        return newest;
    }

    /** The wallet's are not told to this ledger. */
    private List<Difference> ofExit(List<Difference> all) {
        String exit = books.logged().map(LoggedExit::address).orElse("");
        return all.stream().filter(d -> d.subject().equals(exit)).toList();
    }

    private List<Difference> offline() {
        try {
            Path folder = Files.createTempDirectory("exit-ledger");
            Path list = folder.resolve("escrows.json");
            Path file = folder.resolve("chain.json");
            Files.write(list, new EscrowList(EscrowList.FORMAT, List.of()).write());
            export(list, file);
            ChainStateFile state = ChainStateFile.read(Files.readAllBytes(file));
            Files.delete(list);
            Files.delete(file);
            Files.delete(folder);
            return Reconciliation.of(
                    new Reconciliation.Logged(List.of(), List.of(), exit()),
                    state.shown(),
                    new EscrowCells(),
                    Bounds.PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void export(Path list, Path file) {
        var said = new ByteArrayOutputStream();
        var to = new PrintStream(said, true, StandardCharsets.UTF_8);
        List<String> args = new ArrayList<>(List.of(
                "--server",
                chain.endpoint(),
                "--interval",
                "0",
                "--escrows",
                list.toString(),
                "--to",
                file.toString()));
        args.addAll(
                List.of("--wallet", wallet.raw(), "--exit", exit().orElseThrow().address()));
        int status = ChainStateMain.run(args.toArray(new String[0]), Map.of(), to, to);
        if (status != 0) {
            throw new IllegalStateException(said.toString(StandardCharsets.UTF_8));
        }
    }

    @Override
    public List<LoggedEscrow> escrows() {
        return List.of();
    }

    @Override
    public List<LoggedBatch> batches(long after) {
        return List.of();
    }

    @Override
    public Optional<LoggedExit> exit() {
        return books.logged();
    }
}
