package network.cocoon.workers.devchain.explorer;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.workers.devchain.chain.Chain;
import network.cocoon.workers.devchain.chain.ChainView;
import network.cocoon.workers.devchain.chain.Faucet;
import network.cocoon.workers.devchain.chain.StoredTransaction;
import network.cocoon.workers.tvm.block.AccountState;
import network.cocoon.workers.tvm.block.ShardAccount;

/** Finds a page by its path. */
public final class Explorer {

    private static final int LATEST = 50;
    private static final int MAX_ACCOUNTS = 100;

    private final Chain chain;
    private final int port;

    /** @param port where the faucet listens */
    public Explorer(Chain chain, int port) {
        this.chain = chain;
        this.port = port;
    }

    /** Empty where there is no such page. */
    public Optional<String> page(String path) {
        if (path.equals("/")) {
            return Optional.of(chain.view(this::home));
        }
        if (path.startsWith("/account/")) {
            return address(path.substring("/account/".length()))
                    .map(address -> chain.view(view -> account(view, address)));
        }
        if (path.matches("/transaction/[0-9a-f]{64}")) {
            Digest hash = new Digest(path.substring("/transaction/".length()));
            return chain.view(view -> view.transaction(hash).map(stored -> TransactionPage.of(view, stored)));
        }
        return Optional.empty();
    }

    private static Optional<TonAddress> address(String text) {
        try {
            return Optional.of(TonAddress.parse(text));
        } catch (TonFormatException e) {
            return Optional.empty();
        }
    }

    private String home(ChainView view) {
        Html html = new Html("Cocoon devchain");
        html.raw("<p>Block ")
                .text(Long.toString(view.head().seqno()))
                .raw(", ")
                .time(view.head().time())
                .raw(" UTC. ")
                .text(view.transactions() + " transactions, " + view.waiting() + " messages waiting.");
        html.raw("<p class=dim>Coins: ").code("curl -X POST 'http://localhost:" + port + "/faucet?address=…&ton=100'");
        html.heading("Latest transactions");
        transactions(html, view.latest(LATEST));
        html.heading("Accounts");
        html.raw("<div class=wide><table><tr><th>account<th>state<th>balance");
        view.addresses().stream()
                .sorted(Comparator.comparing(
                                (TonAddress address) -> view.account(address).balance())
                        .reversed())
                .limit(MAX_ACCOUNTS)
                .forEach(address -> {
                    ShardAccount account = view.account(address);
                    html.raw("<tr><td>").account(address);
                    html.text(address.equals(Faucet.ADDRESS) ? " faucet" : "");
                    html.raw("<td>").text(state(account)).raw("<td class=n>").ton(account.balance());
                });
        return html.raw("</table></div>").toString();
    }

    private static String account(ChainView view, TonAddress address) {
        ShardAccount account = view.account(address);
        Html html = new Html("Account " + address.raw());
        html.heading("Account").raw("<div class=wide><table>");
        html.row("address", address.friendly(true, false));
        html.row("not bounceable", address.friendly(false, false));
        html.row("raw", address.raw());
        html.row("state", state(account));
        html.raw("<tr><th>balance<td>").ton(account.balance());
        var contract = account.contract();
        if (contract != null && contract.code() != null) {
            html.row("hash of its code", contract.code().hash().hex());
        }
        html.raw("</table></div>").heading("Transactions");
        List<StoredTransaction> history = view.history(address).reversed();
        transactions(html, history.subList(0, Math.min(LATEST, history.size())));
        return html.toString();
    }

    private static void transactions(Html html, List<StoredTransaction> list) {
        html.raw("<div class=wide><table><tr><th>transaction<th>time<th>block<th>account<th>message<th>result<th>fee");
        for (StoredTransaction stored : list) {
            var transaction = stored.transaction();
            html.raw("<tr><td>").transaction(stored.hash());
            html.raw("<td>").time(transaction.now());
            html.raw("<td class=n>").text(Long.toString(stored.seqno()));
            html.raw("<td>").account(stored.address()).raw("<td>");
            var in = transaction.in();
            if (in != null) {
                html.text(Bodies.describe(in.body()));
            }
            html.raw("<td>");
            TransactionPage.result(html, transaction);
            html.raw("<td class=n>").ton(transaction.totalFees());
        }
        html.raw("</table></div>");
    }

    private static String state(ShardAccount account) {
        var there = account.account();
        if (there == null) {
            return "none";
        }
        return switch (there.state()) {
            case AccountState.Uninitialised _ -> "uninitialised";
            case AccountState.Active _ -> "active";
            case AccountState.Frozen _ -> "frozen";
        };
    }
}
