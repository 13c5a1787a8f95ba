package network.cocoon.workers.operator.settlement;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.gateway.FakeServer;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.Bookmarks;
import network.cocoon.workers.operator.port.ChainHead;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.EscrowSeen;
import network.cocoon.workers.operator.port.GetMethodAnswer;
import network.cocoon.workers.operator.port.HistoryPage;
import network.cocoon.workers.operator.port.PayoutBatch;
import network.cocoon.workers.operator.port.PayoutConfirmed;
import network.cocoon.workers.operator.port.PayoutFailed;
import network.cocoon.workers.operator.port.PayoutSubmission;
import network.cocoon.workers.operator.port.Redeemable;
import network.cocoon.workers.operator.port.SendAnswer;
import network.cocoon.workers.operator.port.SettlementReports;
import network.cocoon.workers.operator.port.SettlementWork;
import network.cocoon.workers.operator.port.StackValue;
import network.cocoon.workers.operator.port.TonFailure;
import network.cocoon.workers.operator.port.TonGateway;
import network.cocoon.workers.operator.port.WatchedEscrow;

/** What goes wrong around every call of a port: crashes before and after it, answers that are lost, others in between. */
final class SimFaults {

    /** The process ended here. */
    static final class Crash extends RuntimeException {
        Crash() {
            super("crash", null, false, false);
        }
    }

    private static final int CRASH_ONE_IN = 40;
    private static final int LOST_ONE_IN = 12;

    private final Random random;
    private final Runnable between;
    private boolean stopped;

    SimFaults(Random random, Runnable between) {
        this.random = random;
        this.between = between;
    }

    void stop() {
        stopped = true;
    }

    <T> T call(Supplier<T> what) {
        between.run();
        crash();
        T answer = what.get();
        crash();
        return answer;
    }

    private void crash() {
        if (!stopped && random.nextInt(CRASH_ONE_IN) == 0) {
            throw new Crash();
        }
    }

    private void lose() {
        if (!stopped && random.nextInt(LOST_ONE_IN) == 0) {
            throw new TonFailure(TonFailure.Code.UNREACHABLE, "the answer was lost");
        }
    }

    /** @param onTheWay what becomes of a message before it arrives */
    FakeServer server(FakeServer server, UnaryOperator<Cell> onTheWay) {
        return new FakeServer() {
            private <T> T ask(Supplier<T> what) {
                return call(() -> {
                    lose();
                    T answer = what.get();
                    lose();
                    return answer;
                });
            }

            @Override
            public AccountSnapshot account(TonAddress address) {
                return ask(() -> server.account(address));
            }

            @Override
            public List<ChainTransaction> transactions(TonAddress account, Cursor newest, int limit) {
                return ask(() -> server.transactions(account, newest, limit));
            }

            @Override
            public SendAnswer send(Cell message) {
                return ask(() -> server.send(onTheWay.apply(message)));
            }
        };
    }

    /** The same around a whole gateway. */
    TonGateway gateway(TonGateway real) {
        return new TonGateway() {
            private <T> T ask(Supplier<T> what) {
                return call(() -> {
                    lose();
                    T answer = what.get();
                    lose();
                    return answer;
                });
            }

            @Override
            public ChainHead head() {
                return ask(real::head);
            }

            @Override
            public AccountSnapshot account(TonAddress address) {
                return ask(() -> real.account(address));
            }

            @Override
            public GetMethodAnswer get(TonAddress address, String method, List<StackValue> arguments) {
                return ask(() -> real.get(address, method, arguments));
            }

            @Override
            public SendAnswer send(Cell message) {
                return ask(() -> real.send(message));
            }

            @Override
            public HistoryPage transactions(TonAddress account, Cursor after, int limit) {
                return ask(() -> real.transactions(account, after, limit));
            }
        };
    }

    /** All three ports to the books. */
    interface Ports extends SettlementWork, SettlementReports, Bookmarks {}

    /** @param losing a mutation: some reports are dropped though they were acknowledged */
    Ports around(SimBooks books, boolean losing) {
        return new Ports() {
            private void tell(Runnable report) {
                call(() -> {
                    if (!losing || random.nextBoolean()) {
                        report.run();
                    }
                    return true;
                });
            }

            @Override
            public List<WatchedEscrow> escrows() {
                return call(books::escrows);
            }

            @Override
            public List<Redeemable> vouchers() {
                return call(books::vouchers);
            }

            @Override
            public List<PayoutBatch> batches() {
                return call(books::batches);
            }

            @Override
            public void seen(EscrowSeen fact) {
                tell(() -> books.seen(fact));
            }

            @Override
            public PayoutSubmission submit(PayoutSubmission proposed) {
                return call(() -> books.submit(proposed));
            }

            @Override
            public void confirmed(PayoutConfirmed fact) {
                tell(() -> books.confirmed(fact));
            }

            @Override
            public void failed(PayoutFailed fact) {
                tell(() -> books.failed(fact));
            }

            @Override
            public void alarm(Alarm code, String subject) {
                tell(() -> books.alarm(code, subject));
            }

            @Override
            public Cursor of(TonAddress account) {
                return call(() -> books.of(account));
            }

            @Override
            public void move(TonAddress account, Cursor to) {
                tell(() -> books.move(account, to));
            }
        };
    }
}
