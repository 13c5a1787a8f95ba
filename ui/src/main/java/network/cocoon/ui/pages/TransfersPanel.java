package network.cocoon.ui.pages;

import com.vaadin.flow.component.html.Div;
import network.cocoon.domain.settlement.TransferPurpose;
import network.cocoon.ui.books.Books;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Moment;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Table;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;
import network.cocoon.ui.parts.Tone;
import network.cocoon.ui.security.ActionRefusedException;
import network.cocoon.wire.api.OperatorApi.TransferList;
import network.cocoon.wire.api.OperatorApi.TransferState;
import network.cocoon.wire.api.OperatorApi.TransferStatus;
import org.jspecify.annotations.Nullable;

/** What the operator has taken out of the network's wallet, and what became of it. */
final class TransfersPanel extends Div {

    private static final int MOST = 50;

    private final Div list = new Div();
    private transient @Nullable Found shown;

    TransfersPanel() {
        add(new Panel("Taken out of the network's wallet", list));
        setVisible(false);
    }

    /**
     * One load.
     *
     * @param list    null where the operator API did not answer
     * @param problem why not, else empty
     */
    record Found(@Nullable TransferList list, String problem) {

        static Found ask(Books books) {
            try {
                return new Found(books.transfers(), "");
            } catch (ActionRefusedException e) {
                return new Found(null, e.why());
            }
        }
    }

    void show(Found found) {
        if (found.equals(shown)) {
            return;
        }
        shown = found;
        list.removeAll();
        TransferList known = found.list();
        setVisible(known == null || !known.transfers().isEmpty());
        if (known == null) {
            Div unknown = new Div(new Badge("Not known", Tone.WARN), Texts.faint(found.problem()));
            unknown.addClassName("reconciled");
            list.add(unknown);
            return;
        }
        var table = new Table("Ordered", "Id", "For", "Amount", "To", "State");
        known.transfers().stream().limit(MOST).forEach(transfer -> row(table, transfer));
        list.add(table);
    }

    private static void row(Table table, TransferStatus transfer) {
        table.row(
                Moment.of(transfer.at()),
                Texts.whole(transfer.id().value()),
                Texts.faint(words(transfer)),
                new Ton(transfer.amount()),
                Texts.whole(transfer.to()),
                new Badge(Texts.word(transfer.state().name()), tone(transfer.state())));
    }

    private static String words(TransferStatus transfer) {
        String purpose = purpose(transfer.purpose());
        return transfer.note().isEmpty() ? purpose : purpose + ": " + transfer.note();
    }

    static String purpose(TransferPurpose purpose) {
        return switch (purpose) {
            case RESERVE -> "Reserve of the exit";
            case FEES -> "The network's fees";
            case OTHER -> "Other";
        };
    }

    private static Tone tone(TransferState state) {
        return switch (state) {
            case ORDERED, SUBMITTED -> Tone.BUSY;
            case CONFIRMED -> Tone.GOOD;
            case FAILED -> Tone.BAD;
        };
    }
}
