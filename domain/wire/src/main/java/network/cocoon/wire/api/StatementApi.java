package network.cocoon.wire.api;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;

/** What an app or a GPU owner gets as a statement. Amounts with a sign are decimal texts. */
public interface StatementApi {

    /**
     * An app's closing is its opening, and its lines, less its usage; an owner's is its opening, its usage and its lines.
     * Final two minutes after its end.
     *
     * @param subject the account's or the owner's id
     * @param opening signed nanoton at {@code from}: what an app has with the network, or what the network owes an owner.
     *     Below nothing where an app without an escrow was billed
     * @param usage   what was billed in the period, by model and price
     * @param lines   what else moved, in order of time
     * @param closing signed nanoton at {@code upTo}
     */
    record Statement(
            String subject,
            Instant from,
            Instant upTo,
            String opening,
            List<UsageLine> usage,
            List<StatementLine> lines,
            String closing) {
        public Statement {
            usage = List.copyOf(usage);
            lines = List.copyOf(lines);
        }
    }

    /**
     * @param amount what an app was billed, or what an owner earned
     * @param fee    the network's: part of what the app was billed, beside what the owner earned
     */
    record UsageLine(ModelId model, int priceVersion, long requests, Nanoton amount, Nanoton fee) {}

    /**
     * @param kind      DEPOSIT, CHAIN_FEES, CLAIM_REST, RETURNED or PAYOUT
     * @param nanoton   signed
     * @param reference the transaction's hash, or the batch
     */
    record StatementLine(Instant at, String kind, String nanoton, String reference) {}
}
