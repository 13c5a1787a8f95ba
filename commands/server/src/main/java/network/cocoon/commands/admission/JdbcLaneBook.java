package network.cocoon.commands.admission;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@link LaneBook} in PostgreSQL. */
@Component
class JdbcLaneBook implements LaneBook {

    private final JdbcClient jdbc;

    JdbcLaneBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void create(AccountId account, int lanes) {
        InTransaction.require();
        jdbc.sql("""
                INSERT INTO lane (account, lane, version, free_nanoton)
                SELECT :account, n, 0, 0 FROM generate_series(0, :last) n""").param("account", account.value()).param("last", lanes - 1).update();
    }

    @Override
    public List<LaneState> lock(AccountId account) {
        InTransaction.require();
        return jdbc.sql(
                        "SELECT lane, version, free_nanoton FROM lane WHERE account = :account ORDER BY lane FOR UPDATE")
                .param("account", account.value())
                .query(JdbcLaneBook::state)
                .list();
    }

    @Override
    public List<LaneState> read(AccountId account) {
        return jdbc.sql("SELECT lane, version, free_nanoton FROM lane WHERE account = :account ORDER BY lane")
                .param("account", account.value())
                .query(JdbcLaneBook::state)
                .list();
    }

    @Override
    public void apply(AccountId account, List<LaneMove> moves) {
        InTransaction.require();
        // In lane order, like every other place that takes several.
        for (LaneMove move :
                moves.stream().sorted(Comparator.comparingInt(LaneMove::lane)).toList()) {
            int rows = jdbc.sql("""
                    UPDATE lane SET version = :version, free_nanoton = free_nanoton + :delta
                    WHERE account = :account AND lane = :lane AND version = :version - 1
                      AND free_nanoton + :delta >= 0""")
                    .param("account", account.value())
                    .param("lane", move.lane())
                    .param("version", move.version())
                    .param("delta", move.delta())
                    .update();
            if (rows != 1) {
                throw new IllegalStateException("lane " + move.lane() + " of " + account + " cannot take version "
                        + move.version() + " by " + move.delta());
            }
        }
    }

    @Override
    public Optional<LaneMove> reserve(AccountId account, RequestId request, Nanoton amount) {
        InTransaction.require();
        return jdbc.sql("""
                UPDATE lane l SET version = l.version + 1, free_nanoton = l.free_nanoton - :amount
                FROM (SELECT account, lane FROM lane
                      WHERE account = :account AND free_nanoton >= :amount
                      ORDER BY (lane + :first) % (SELECT count(*) FROM lane WHERE account = :account)
                      LIMIT 1 FOR UPDATE SKIP LOCKED) chosen
                WHERE l.account = chosen.account AND l.lane = chosen.lane
                RETURNING l.lane, l.version""")
                .param("account", account.value())
                .param("amount", amount.value())
                .param("first", Integer.parseInt(request.value().substring(0, 4), 16))
                .query((row, _) -> new LaneMove(row.getInt("lane"), row.getLong("version"), -amount.value()))
                .optional();
    }

    @Override
    public long lockVersion(AccountId account, int lane) {
        InTransaction.require();
        return jdbc.sql("SELECT version FROM lane WHERE account = :account AND lane = :lane FOR UPDATE")
                        .param("account", account.value())
                        .param("lane", lane)
                        .query(Long.class)
                        .single()
                + 1;
    }

    private static LaneState state(ResultSet row, int number) throws SQLException {
        return new LaneState(row.getInt("lane"), row.getLong("version"), Nanoton.of(row.getLong("free_nanoton")));
    }
}
