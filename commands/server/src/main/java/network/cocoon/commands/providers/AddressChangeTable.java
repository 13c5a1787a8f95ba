package network.cocoon.commands.providers;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import network.cocoon.domain.kernel.ProviderId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which changes of address wait. An index of the log, written in the event's transaction. */
@Component
class AddressChangeTable {

    private final JdbcClient jdbc;

    AddressChangeTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(ProviderId provider, Instant due) {
        jdbc.sql("INSERT INTO payout_address_change (provider, due) VALUES (:provider, :due)")
                .param("provider", provider.value())
                .param("due", due.atOffset(ZoneOffset.UTC))
                .update();
    }

    void remove(ProviderId provider) {
        jdbc.sql("DELETE FROM payout_address_change WHERE provider = :provider")
                .param("provider", provider.value())
                .update();
    }

    /** Earliest first. */
    List<ProviderId> due(Instant now, int most) {
        return jdbc
                .sql("SELECT provider FROM payout_address_change WHERE due <= :now ORDER BY due LIMIT :most")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query(String.class)
                .list()
                .stream()
                .map(ProviderId::new)
                .toList();
    }
}
