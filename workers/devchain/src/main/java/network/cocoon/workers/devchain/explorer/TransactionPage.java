package network.cocoon.workers.devchain.explorer;

import java.util.Locale;
import java.util.Optional;
import network.cocoon.workers.devchain.chain.ChainView;
import network.cocoon.workers.devchain.chain.StoredTransaction;
import network.cocoon.workers.tvm.block.ActionPhase;
import network.cocoon.workers.tvm.block.ComputePhase;
import network.cocoon.workers.tvm.block.Message;
import network.cocoon.workers.tvm.block.Transaction;

/** One transaction, and the tree of everything that its first message caused. */
final class TransactionPage {

    private static final int MAX_NODES = 500;
    private static final int MAX_DEPTH = 60;

    private final ChainView view;
    private final StoredTransaction shown;
    private final Html html;
    private int nodes;

    private TransactionPage(ChainView view, StoredTransaction shown) {
        this.view = view;
        this.shown = shown;
        this.html = new Html("Transaction " + shown.hash().hex());
    }

    static String of(ChainView view, StoredTransaction shown) {
        TransactionPage page = new TransactionPage(view, shown);
        page.facts(shown.transaction());
        page.html.heading("What the first message caused").raw("<ul>");
        page.node(page.root(), 0);
        return page.html.raw("</ul>").toString();
    }

    static void result(Html html, Transaction transaction) {
        // Money for an address without a contract is aborted in name only.
        boolean kept = transaction.phases().compute() instanceof ComputePhase.Skipped
                && !transaction.phases().bounced();
        boolean failed = transaction.phases().aborted();
        html.raw(kept ? "<span class=dim>" : failed ? "<span class=bad>" : "<span class=good>")
                .text(words(transaction))
                .raw("</span>");
    }

    private static String words(Transaction transaction) {
        StringBuilder words = new StringBuilder(
                switch (transaction.phases().compute()) {
                    case ComputePhase.Skipped skipped ->
                        "no code ran: " + skipped.reason().name().toLowerCase(Locale.ROOT);
                    case ComputePhase.Run run -> "exit " + run.exitCode();
                });
        ActionPhase action = transaction.phases().action();
        if (action != null && action.resultCode() != 0) {
            words.append(", actions ").append(action.resultCode());
        }
        if (transaction.phases().bounced()) {
            words.append(", bounced");
        }
        return words.toString();
    }

    private void facts(Transaction transaction) {
        html.heading("Transaction").raw("<div class=wide><table>");
        html.row("hash", shown.hash().hex());
        html.raw("<tr><th>account<td>").account(shown.address());
        html.row("logical time", Long.toString(transaction.lt()));
        html.raw("<tr><th>time<td>").time(transaction.now());
        html.row("block", Long.toString(shown.seqno()));
        html.raw("<tr><th>result<td>");
        result(html, transaction);
        if (transaction.phases().compute() instanceof ComputePhase.Run run) {
            html.row("gas", run.gasUsed() + " in " + run.steps() + " steps");
        }
        html.raw("<tr><th>fees<td>").ton(transaction.totalFees());
        html.raw("<tr><th>of it rent<td>").ton(transaction.phases().storageFees());
        html.raw("</table></div>");
    }

    /** Up to the transaction that no transaction caused. */
    private StoredTransaction root() {
        StoredTransaction at = shown;
        for (int i = 0; i < MAX_DEPTH; i++) {
            Message in = at.transaction().in();
            Optional<StoredTransaction> cause =
                    in == null ? Optional.empty() : view.sender(in.cell().hash());
            if (cause.isEmpty()) {
                break;
            }
            at = cause.get();
        }
        return at;
    }

    private void node(StoredTransaction stored, int depth) {
        Transaction transaction = stored.transaction();
        html.raw(stored.hash().equals(shown.hash()) ? "<li><strong>" : "<li>");
        Message in = transaction.in();
        if (in != null) {
            message(in);
        }
        html.raw(" → ")
                .account(stored.address())
                .raw(" ")
                .transaction(stored.hash())
                .raw(" ");
        result(html, transaction);
        html.raw(stored.hash().equals(shown.hash()) ? "</strong>" : "");
        if (transaction.out().isEmpty()) {
            return;
        }
        html.raw("<ul>");
        for (Message out : transaction.out()) {
            if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
                html.raw("<li class=dim>and more");
                break;
            }
            Optional<StoredTransaction> next = view.receiver(out.cell().hash());
            if (next.isPresent()) {
                node(next.get(), depth + 1);
            } else {
                html.raw("<li>");
                message(out);
                html.raw(out instanceof Message.Internal ? " <span class=dim>on its way</span>" : "");
            }
        }
        html.raw("</ul>");
    }

    private void message(Message message) {
        switch (message) {
            case Message.Internal internal -> {
                html.account(internal.source()).raw(" → ").account(internal.destination());
                html.raw(" ").ton(internal.value()).raw(internal.bounced() ? " <span class=bad>bounced</span> " : " ");
            }
            case Message.ExternalIn in ->
                html.raw("external → ").account(in.destination()).raw(" ");
            case Message.ExternalOut out -> html.account(out.source()).raw(" → outside ");
        }
        html.code(Bodies.describe(message.body()));
    }
}
