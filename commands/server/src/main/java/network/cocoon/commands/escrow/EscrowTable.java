package network.cocoon.commands.escrow;

import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.AccountId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose escrow an address is. An index of the log, written in the event's transaction. */
@Component
class EscrowTable {

    private final JdbcClient jdbc;

    EscrowTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false where it is another account's */
    boolean claim(String address, AccountId account) {
        jdbc.sql("INSERT INTO escrow (address, account) VALUES (:address, :account) ON CONFLICT (address) DO NOTHING")
                .param("address", address)
                .param("account", account.value())
                .update();
        return owner(address).filter(account::equals).isPresent();
    }

    Optional<AccountId> owner(String address) {
        return jdbc.sql("SELECT account FROM escrow WHERE address = :address")
                .param("address", address)
                .query(String.class)
                .optional()
                .map(AccountId::new);
    }

    boolean isClosed(String address) {
        return jdbc.sql("SELECT closed FROM escrow WHERE address = :address")
                .param("address", address)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    void close(String address) {
        jdbc.sql("UPDATE escrow SET closed = true WHERE address = :address")
                .param("address", address)
                .update();
    }

    /** Accounts that have an open escrow, in order. */
    List<AccountId> open() {
        return jdbc
                .sql("SELECT account FROM escrow WHERE NOT closed ORDER BY account COLLATE \"C\"")
                .query(String.class)
                .list()
                .stream()
                .map(AccountId::new)
                .toList();
    }
}
