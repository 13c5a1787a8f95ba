package network.cocoon.ui.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.wire.api.StatementApi.Statement;
import network.cocoon.wire.api.StatementApi.StatementLine;
import network.cocoon.wire.api.StatementApi.UsageLine;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever moved, what a page shows comes to the closing, to the nanoton; and one nanoton off is not shown at all. */
class StatementRowsTest {

    private static final List<String> KINDS = List.of("DEPOSIT", "CHAIN_FEES", "CLAIM_REST", "RETURNED", "PAYOUT");

    @RepeatedTest(200)
    void rows_come_to_the_closing(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        boolean app = random.nextBoolean();
        Subject subject = app
                ? new Subject.App(new AccountId("app_" + "a".repeat(32)))
                : new Subject.Owner(new ProviderId("own_" + "a".repeat(32)));
        long opening = random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L);
        long closing = opening;
        List<StatementLine> lines = new ArrayList<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            long moved = random.nextLong(-5_000_000_000L, 5_000_000_000L);
            closing += moved;
            lines.add(new StatementLine(
                    Instant.EPOCH, KINDS.get(random.nextInt(KINDS.size())), Long.toString(moved), "of " + i));
        }
        List<UsageLine> usage = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            long amount = random.nextLong(9_000_000_000L);
            closing += app ? -amount : amount;
            usage.add(new UsageLine(new ModelId("model-" + i), i, 1, Nanoton.of(amount), Nanoton.of(amount / 20)));
        }
        StatementRows rows = StatementRows.of(statement(subject, opening, usage, lines, closing), subject);
        assertThat(rows.rows().stream().mapToLong(StatementRows.Row::amount).sum())
                .isEqualTo(rows.closing() - rows.opening());
        assertThat(rows.rows().stream().mapToLong(StatementRows.Row::count).sum())
                .isEqualTo(lines.size() + usage.size());
        long off = closing + 1;
        assertThatThrownBy(() -> StatementRows.of(statement(subject, opening, usage, lines, off), subject))
                .isInstanceOf(ArithmeticException.class);
    }

    private static Statement statement(
            Subject subject, long opening, List<UsageLine> usage, List<StatementLine> lines, long closing) {
        return new Statement(
                subject.id(),
                Instant.EPOCH,
                Instant.EPOCH,
                Long.toString(opening),
                usage,
                lines,
                Long.toString(closing));
    }
}
