package network.cocoon.audit;

import java.time.Instant;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.kernel.LaneMove;
import org.jspecify.annotations.Nullable;

/** Where a request's money goes: reserved, then billed and given back, in every book that must agree. */
final class Billing {

    private final Books books;
    private final Bills bills;
    private final SettlementCheck settlement;

    Billing(Books books, Bills bills, SettlementCheck settlement) {
        this.books = books;
        this.bills = bills;
        this.settlement = settlement;
    }

    void reserved(InferenceEvent.Requested e, int lanes, Place place) {
        books.lanes().add(e.account(), lanes, e.reservation(), place);
        books.ledger()
                .post(
                        place,
                        new Ledger.Entry(
                                Ledger.free(e.account()), e.reservation().delta()),
                        new Ledger.Entry(
                                Ledger.reserved(e.account()), e.maxCost().value()));
        bills.requested(e.account());
    }

    void completed(InferenceEvent.Completed e, InferenceEvent.Requested order, int lanes, Place place) {
        books.lanes().add(order.account(), lanes, e.release(), place);
        books.ledger()
                .post(
                        place,
                        spent(order),
                        new Ledger.Entry(
                                Ledger.free(order.account()), e.release().delta()),
                        new Ledger.Entry(
                                Ledger.earned(e.provider()), e.charge().reward().value()),
                        new Ledger.Entry(Ledger.FEES, e.charge().fee().value()));
        bills.completed(e);
        settlement.billed(e.provider(), e.charge(), e.at(), place);
    }

    /** @param bill null where nothing is owed */
    void released(
            InferenceEvent.Requested order,
            int lanes,
            LaneMove release,
            @Nullable PartialBill bill,
            Instant at,
            Place place) {
        books.lanes().add(order.account(), lanes, release, place);
        Ledger.Entry free = new Ledger.Entry(Ledger.free(order.account()), release.delta());
        if (bill == null) {
            books.ledger().post(place, spent(order), free);
            bills.unpaid(order.account());
            return;
        }
        books.ledger()
                .post(
                        place,
                        spent(order),
                        free,
                        new Ledger.Entry(
                                Ledger.earned(bill.provider()),
                                bill.charge().reward().value()),
                        new Ledger.Entry(Ledger.FEES, bill.charge().fee().value()));
        bills.interrupted(order.account(), bill);
        settlement.billed(bill.provider(), bill.charge(), at, place);
    }

    private static Ledger.Entry spent(InferenceEvent.Requested order) {
        return new Ledger.Entry(
                Ledger.reserved(order.account()), -order.maxCost().value());
    }
}
