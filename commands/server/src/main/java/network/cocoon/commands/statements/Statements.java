package network.cocoon.commands.statements;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import network.cocoon.commands.network.NetworkIdentity;
import network.cocoon.domain.account.AccountDecider;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.account.AppMoney;
import network.cocoon.domain.account.MoneyLine;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.eventstore.PayloadCodec;
import network.cocoon.wire.api.StatementApi.Statement;
import network.cocoon.wire.api.StatementApi.StatementLine;
import network.cocoon.wire.api.StatementApi.UsageLine;
import network.cocoon.wire.escrow.EscrowCells;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Adds up an app's or an owner's days. */
@Service
class Statements {

    private final JdbcClient jdbc;
    private final PayloadCodec codec;
    private final Usage usage;
    private final AccountDecider decider;

    Statements(JdbcClient jdbc, PayloadCodec codec, Usage usage, NetworkIdentity identity) {
        this.jdbc = jdbc;
        this.codec = codec;
        this.usage = usage;
        this.decider = new AccountDecider(identity.networkId(), new EscrowCells());
    }

    Statement of(AccountId account, Span span) {
        List<MoneyLine> money = money(account);
        long before = sum(money.stream().filter(line -> line.at().isBefore(span.from())));
        long opening = Math.subtractExact(before, usage.before(Usage.Side.APP, account.value(), span.from()));
        List<MoneyLine> moved = money.stream()
                .filter(line -> !line.at().isBefore(span.from()) && line.at().isBefore(span.upTo()))
                .sorted(Comparator.comparing(MoneyLine::at))
                .toList();
        List<UsageLine> billed = usage.lines(Usage.Side.APP, account.value(), span);
        long closing = Math.subtractExact(Math.addExact(opening, sum(moved.stream())), sum(billed));
        return new Statement(
                account.value(),
                span.from(),
                span.upTo(),
                Long.toString(opening),
                billed,
                moved.stream()
                        .map(line -> new StatementLine(
                                line.at(),
                                line.kind().name(),
                                Long.toString(line.nanoton()),
                                line.transaction().hash().hex()))
                        .toList(),
                Long.toString(closing));
    }

    private List<MoneyLine> money(AccountId account) {
        List<MoneyLine> lines = new ArrayList<>();
        AccountState state = decider.initial();
        List<Object> events = jdbc.sql(
                        "SELECT name, revision, payload FROM domain_event WHERE aggregate_id = ? ORDER BY sequence")
                .param(account.value())
                .query((row, _) -> codec.decode(row.getString("name"), row.getInt("revision"), row.getBytes("payload")))
                .list();
        for (Object event : events) {
            if (event instanceof AccountEvent e) {
                lines.addAll(AppMoney.lines(state, e));
                state = decider.evolve(state, e);
            }
        }
        return lines;
    }

    Statement of(ProviderId provider, Span span) {
        List<StatementLine> all = payments(provider);
        long before = paid(all.stream().filter(line -> line.at().isBefore(span.from())));
        long opening = Math.addExact(usage.before(Usage.Side.OWNER, provider.value(), span.from()), before);
        List<StatementLine> payouts = all.stream()
                .filter(line -> !line.at().isBefore(span.from()) && line.at().isBefore(span.upTo()))
                .toList();
        List<UsageLine> earned = usage.lines(Usage.Side.OWNER, provider.value(), span);
        long closing = Math.addExact(Math.addExact(opening, sum(earned)), paid(payouts.stream()));
        return new Statement(
                provider.value(),
                span.from(),
                span.upTo(),
                Long.toString(opening),
                earned,
                payouts,
                Long.toString(closing));
    }

    private List<StatementLine> payments(ProviderId provider) {
        return jdbc.sql("""
                        SELECT 'PAYOUT' AS kind, 'batch ' || batch AS by, batch AS number, amount, paid_at
                        FROM payment WHERE provider = :provider AND paid_at IS NOT NULL
                        UNION ALL
                        SELECT 'EXIT', 'leaf ' || leaf, leaf, amount, paid_at
                        FROM exit_payment WHERE provider = :provider
                        ORDER BY paid_at, number""")
                .param("provider", provider.value())
                .query((row, _) -> {
                    Instant at = row.getTimestamp("paid_at").toInstant();
                    return new StatementLine(
                            at, row.getString("kind"), "-" + row.getLong("amount"), row.getString("by"));
                })
                .list();
    }

    private static long sum(Stream<MoneyLine> lines) {
        return lines.mapToLong(MoneyLine::nanoton).reduce(0, Math::addExact);
    }

    private static long sum(List<UsageLine> lines) {
        return lines.stream().mapToLong(line -> line.amount().value()).reduce(0, Math::addExact);
    }

    private static long paid(Stream<StatementLine> lines) {
        return lines.mapToLong(line -> Long.parseLong(line.nanoton())).reduce(0, Math::addExact);
    }
}
