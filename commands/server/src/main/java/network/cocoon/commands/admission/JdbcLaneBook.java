package network.cocoon.commands.admission;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.dispatch.NotTogetherException;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.eventstore.Together;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@link LaneBook} in PostgreSQL. */
@Component
class JdbcLaneBook implements LaneBook {

    private final JdbcOperations template;
    private final JdbcClient jdbc;

    JdbcLaneBook(JdbcOperations template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    private Optional<LanesTogether> together() {
        return Together.current().map(it -> it.part(LanesTogether.class, () -> new LanesTogether(template)));
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
        Optional<LanesTogether> together = together();
        if (together.filter(it -> !it.isEmpty()).isPresent()) {
            throw new NotTogetherException("who waits for all lanes may hold none");
        }
        List<LaneState> lanes = jdbc.sql(
                        "SELECT lane, version, free_nanoton FROM lane WHERE account = :account ORDER BY lane FOR UPDATE")
                .param("account", account.value())
                .query(JdbcLaneBook::state)
                .list();
        together.ifPresent(it -> lanes.forEach(lane -> it.hold(account, lane)));
        return lanes;
    }

    @Override
    public void lockAll(Collection<Ref> lanes) {
        InTransaction.require();
        together().ifPresent(together -> jdbc.sql("""
                        SELECT account, lane, version, free_nanoton
                        FROM lane JOIN unnest(:accounts::text[], :lanes::int[]) AS wanted (account, lane) USING (account, lane)
                        ORDER BY account, lane FOR UPDATE OF lane""")
                .param(
                        "accounts",
                        lanes.stream().map(ref -> ref.account().value()).toArray(String[]::new))
                .param("lanes", lanes.stream().map(Ref::lane).toArray(Integer[]::new))
                .query(row -> {
                    together.hold(new AccountId(row.getString("account")), state(row, 0));
                }));
    }

    @Override
    public void lockWhole(Collection<AccountId> accounts) {
        InTransaction.require();
        together().ifPresent(together -> jdbc.sql("""
                        SELECT account, lane, version, free_nanoton FROM lane WHERE account = ANY(:accounts)
                        ORDER BY account, lane FOR UPDATE""")
                .param("accounts", accounts.stream().map(AccountId::value).toArray(String[]::new))
                .query(row -> {
                    together.hold(new AccountId(row.getString("account")), state(row, 0));
                }));
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
            if (together().filter(it -> it.move(account, move)).isPresent()) {
                continue;
            }
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
                throw LaneBook.cannot(account, move);
            }
        }
    }

    @Override
    public Optional<LaneMove> reserve(AccountId account, RequestId request, Nanoton amount) {
        InTransaction.require();
        Optional<LanesTogether> together = together();
        Optional<LaneMove> move = together.flatMap(it -> it.reserve(account, amount));
        if (move.isPresent()) {
            return move;
        }
        together.ifPresent(LanesTogether::writeNow);
        Optional<LaneState> taken = jdbc.sql("""
                UPDATE lane l SET version = l.version + 1, free_nanoton = l.free_nanoton - :amount
                FROM (SELECT account, lane FROM lane
                      WHERE account = :account AND free_nanoton >= :amount
                      ORDER BY (lane + :first) % (SELECT count(*) FROM lane WHERE account = :account)
                      LIMIT 1 FOR UPDATE SKIP LOCKED) chosen
                WHERE l.account = chosen.account AND l.lane = chosen.lane
                RETURNING l.lane, l.version, l.free_nanoton""")
                .param("account", account.value())
                .param("amount", amount.value())
                .param("first", Integer.parseInt(request.value().substring(0, 4), 16))
                .query(JdbcLaneBook::state)
                .optional();
        taken.ifPresent(lane -> together.ifPresent(it -> it.hold(account, lane)));
        return taken.map(lane -> new LaneMove(lane.lane(), lane.version(), -amount.value()));
    }

    @Override
    public long lockVersion(AccountId account, int lane) {
        InTransaction.require();
        Optional<LanesTogether> together = together();
        if (together.isPresent()) {
            return together.get()
                            .find(account, lane)
                            .orElseThrow(() -> new NotTogetherException("a lane that was not locked with the others"))
                            .version()
                    + 1;
        }
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
