package network.cocoon.domain.reconciliation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.DifferenceName;
import org.jspecify.annotations.Nullable;

/** Transfers of the log into the exit, each against the coins that came there. */
final class ExitReserves {

    private final LoggedExit log;
    private final @Nullable String wallet;
    private final Judgement judgement;
    private final Set<Long> arrived;
    private Nanoton others;

    ExitReserves(LoggedExit log, ExitTally before, @Nullable String wallet, Judgement judgement) {
        this.log = log;
        this.wallet = wallet;
        this.judgement = judgement;
        this.arrived = new HashSet<>(before.arrived());
        this.others = before.others();
    }

    /** The oldest transfer takes the first coins of its amount that came after it left. */
    void match(List<ExitMove> moves) {
        List<ExitMove> left = new ArrayList<>(moves);
        for (LoggedExit.Reserve reserve : log.reserves()) {
            if (arrived.contains(reserve.batch())) {
                continue;
            }
            Optional<ExitMove> coins = left.stream()
                    .filter(move -> fromWallet(move)
                            && move.came().equals(reserve.amount())
                            && move.lt() > reserve.paid().lt())
                    .findFirst();
            coins.ifPresentOrElse(
                    move -> {
                        left.remove(move);
                        arrived.add(reserve.batch());
                    },
                    () -> missing(reserve));
        }
        left.forEach(this::unexpected);
        if (!others.isZero()) {
            judgement.state(DifferenceName.RESERVE_OF_OTHERS, Nanoton.ZERO, others);
        }
    }

    private boolean fromWallet(ExitMove move) {
        return wallet == null || wallet.equals(move.from());
    }

    private void missing(LoggedExit.Reserve reserve) {
        boolean young = judgement.isYoung(reserve.paid().when());
        judgement.at(
                young ? DifferenceName.RESERVE_ON_ITS_WAY : DifferenceName.RESERVE_NEVER_ARRIVED,
                reserve.paid().lt(),
                reserve.amount(),
                Nanoton.ZERO,
                reserve.paid().when());
    }

    /** Where nobody said which wallet is the network's, coins that no transfer accounts for are somebody else's. */
    private void unexpected(ExitMove move) {
        if (wallet == null || !wallet.equals(move.from())) {
            others = others.plus(move.came());
            return;
        }
        boolean young = judgement.isYoung(move.when());
        judgement.at(
                young ? DifferenceName.RESERVE_ON_ITS_WAY : DifferenceName.RESERVE_NEVER_REPORTED,
                move.lt(),
                Nanoton.ZERO,
                move.came(),
                move.when());
    }

    Set<Long> arrived() {
        return arrived;
    }

    Nanoton others() {
        return others;
    }
}
