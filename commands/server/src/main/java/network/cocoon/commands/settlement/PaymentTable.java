package network.cocoon.commands.settlement;

import java.sql.Timestamp;
import network.cocoon.domain.settlement.SettlementEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which batch pays whom, and whom the exit paid. An index of the log, written in the event's transaction. */
@Component
class PaymentTable {

    private final JdbcClient jdbc;

    PaymentTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void scheduled(SettlementEvent.PayoutScheduled event) {
        event.payments().forEach(payment -> jdbc.sql("INSERT INTO payment (batch, provider, amount) VALUES (?, ?, ?)")
                .param(event.batch())
                .param(payment.provider().value())
                .param(payment.amount().value())
                .update());
    }

    void confirmed(SettlementEvent.PayoutConfirmed event) {
        jdbc.sql("UPDATE payment SET paid_at = ? WHERE batch = ?")
                .param(Timestamp.from(event.at()))
                .param(event.batch())
                .update();
    }

    void claimed(SettlementEvent.ExitClaimed event) {
        jdbc.sql("INSERT INTO exit_payment (exit, leaf, provider, amount, paid_at) VALUES (?, ?, ?, ?, ?)")
                .param(event.exit())
                .param(event.index())
                .param(event.provider().value())
                .param(event.amount().value())
                .param(Timestamp.from(event.at()))
                .update();
    }

    void failed(SettlementEvent.PayoutFailed event) {
        jdbc.sql("DELETE FROM payment WHERE batch = ?").param(event.batch()).update();
    }
}
