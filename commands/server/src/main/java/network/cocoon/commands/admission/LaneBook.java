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

/**
 * The reservation lanes of every account. All methods need the caller's transaction, in which the event with the same
 * move is appended.
 */
@Component
public class LaneBook {

    private final JdbcClient jdbc;

    LaneBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Opens the lanes of a new account, all empty and at version 0. */
    public void create(AccountId account, int lanes) {
        InTransaction.require();
        jdbc.sql("""
                INSERT INTO lane (account, lane, version, free_nanoton)
                SELECT :account, n, 0, 0 FROM generate_series(0, :last) n""").param("account", account.value()).param("last", lanes - 1).update();
    }

    /** Locks all lanes of an account and returns them in lane order; empty for an unknown account. */
    public List<LaneState> lock(AccountId account) {
        InTransaction.require();
        return jdbc.sql(
                        "SELECT lane, version, free_nanoton FROM lane WHERE account = :account ORDER BY lane FOR UPDATE")
                .param("account", account.value())
                .query(LaneBook::state)
                .list();
    }

    /** All lanes as they stand, unlocked: for display. */
    public List<LaneState> read(AccountId account) {
        return jdbc.sql("SELECT lane, version, free_nanoton FROM lane WHERE account = :account ORDER BY lane")
                .param("account", account.value())
                .query(LaneBook::state)
                .list();
    }

    /**
     * Carries out moves that an accepted event states. Each must be its lane's next version.
     *
     * @throws IllegalStateException where a version is not the next one or a lane would fall below zero
     */
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

    /**
     * Takes an amount from one lane that has it, beginning with one chosen by the request's id so that many requests of
     * one account spread out. Lanes that another transaction holds are passed over.
     *
     * @return the move to put into the event; empty where no lane at hand has as much
     */
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

    /**
     * Locks one lane.
     *
     * @return the version it will have after its next move
     */
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
