package network.cocoon.workers.operator.settlement;

import static network.cocoon.workers.operator.settlement.LocalChain.TON;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.workers.operator.contract.HighloadWallet;
import network.cocoon.workers.operator.gateway.ConfirmationPolicy;
import network.cocoon.workers.operator.gateway.NetworkGateway;
import network.cocoon.workers.operator.port.Payout;
import network.cocoon.workers.operator.port.PayoutBatch;

/**
 * 10,000 providers paid over HTTP on a local chain: {@code ./mvnw -Pbench verify -pl workers/operator -am
 * -Dbench.main=network.cocoon.workers.operator.settlement.PayoutBench}. Prints a table; fails where anybody is not paid.
 */
public final class PayoutBench {

    private static final int PROVIDERS = 10_000;

    private PayoutBench() {}

    public static void main(String[] args) throws IOException {
        SigningKey key = Simulation.key(3);
        PayoutWallet wallet = new PayoutWallet(
                new HighloadWallet(key.publicKey(), HighloadWallet.SUBWALLET, Duration.ofHours(1)), key);
        SimBooks books = new SimBooks();
        List<Payout> payouts = DevchainSettlementTest.payouts(PROVIDERS);
        int messages = 0;
        for (int from = 0; from < PROVIDERS; from += PayoutBatch.MAX_PAYOUTS) {
            int to = Math.min(PROVIDERS, from + PayoutBatch.MAX_PAYOUTS);
            books.schedule("bench." + messages++, payouts.subList(from, to));
        }
        try (LocalChain chain = new LocalChain(Optional.empty());
                NetworkGateway gateway = chain.gateway(ConfirmationPolicy.AT_ONCE)) {
            chain.give(wallet.address(), 11_000 * TON);
            long before = chain.balance(wallet.address());
            PayoutSender sender = new PayoutSender(
                    gateway, books, books, books, wallet, PayoutPolicy.USUAL, MessageCheck.NONE, new Random(1));
            long start = System.nanoTime();
            int rounds = 0;
            while (!books.settled()) {
                sender.round();
                rounds++;
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long paid = payouts.stream().mapToLong(p -> chain.balance(p.to())).sum();
            long owed = payouts.stream().mapToLong(p -> p.amount().value()).sum();
            if (paid != owed) {
                throw new IllegalStateException("paid " + paid + " of " + owed);
            }
            long fee = before - chain.balance(wallet.address()) - owed;
            System.out.printf(
                    Locale.ROOT,
                    "%,d providers, %d messages, %d rounds, %.1f s, fees %.6f TON, %.6f each%n",
                    PROVIDERS,
                    messages,
                    rounds,
                    seconds,
                    fee / 1e9,
                    fee / 1e9 / PROVIDERS);
        }
        System.exit(0);
    }
}
