package network.cocoon.ui.pages;

import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Transfer;
import network.cocoon.domain.settlement.TransferId;
import network.cocoon.domain.settlement.TransferPurpose;
import network.cocoon.ui.orders.Orders;
import network.cocoon.ui.security.ActionRefusedException;
import network.cocoon.ui.security.Actions;
import network.cocoon.wire.api.OperatorApi.TransferOrder;

/** What an operator fills in to take coins out of the network's wallet. */
final class TransferForm {

    private static final int LONGEST_ADDRESS = 80;
    private static final int MOST_DIGITS = 19;
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private TransferForm() {}

    /** @param now dates the id that is proposed: the form sent twice is one transfer */
    static void open(Actions actions, Orders orders, Instant now) {
        var purpose = new Select<TransferPurpose>();
        purpose.setLabel("For");
        purpose.setItems(TransferPurpose.values());
        purpose.setItemLabelGenerator(TransfersPanel::purpose);
        purpose.setValue(TransferPurpose.FEES);
        purpose.setWidthFull();
        TextField to = text("To, an address", LONGEST_ADDRESS);
        TextField amount = text("Amount, nanoton", MOST_DIGITS);
        TextField note = text("Note; in the log for everybody, for ever", Transfer.LONGEST_NOTE);
        TextField id = text("Id; ordered again under it, it is the same transfer", 64);
        id.setValue("t-" + SECOND.format(now));
        OrderForms.open(
                "Take coins out",
                "They leave behind all payouts that are due, and only where the wallet keeps what GPU owners are owed; a"
                        + " reserve may go to the exit contract all the same. It is written into the log first.",
                "Order it",
                () -> actions.run(
                        "transfer.order", id.getValue(), () -> orders.transfer(order(id, to, amount, purpose, note))),
                purpose,
                to,
                amount,
                note,
                id);
    }

    private static TransferOrder order(
            TextField id, TextField to, TextField amount, Select<TransferPurpose> purpose, TextField note) {
        try {
            return new TransferOrder(
                    new TransferId(id.getValue().strip()),
                    to.getValue().strip(),
                    Nanoton.of(Long.parseLong(amount.getValue().strip())),
                    purpose.getValue(),
                    note.getValue().strip());
        } catch (IllegalArgumentException e) {
            throw new ActionRefusedException(
                    "INVALID_TRANSFER", "The amount is digits only; the id has letters, digits and . _ - only.");
        }
    }

    private static TextField text(String label, int most) {
        var field = new TextField(label);
        field.setMaxLength(most);
        field.setWidthFull();
        return field;
    }
}
