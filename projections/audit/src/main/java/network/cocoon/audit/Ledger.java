package network.cocoon.audit;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/**
 * Double entry. Money enters from an app's authorisation, is free, is reserved, and ends as a provider's reward or the
 * network's fee; every posting and so the whole adds up to zero.
 */
final class Ledger {

    static final String FEES = "fees";

    private final Map<String, BigInteger> balances = new TreeMap<>();

    static String authorised(Object account) {
        return "authorised " + account;
    }

    static String free(Object account) {
        return "free " + account;
    }

    static String reserved(Object account) {
        return "reserved " + account;
    }

    static String earned(Object provider) {
        return "earned " + provider;
    }

    void post(Place place, Entry... entries) {
        BigInteger sum = BigInteger.ZERO;
        for (Entry entry : entries) {
            BigInteger amount = BigInteger.valueOf(entry.amount());
            sum = sum.add(amount);
            balances.merge(entry.book(), amount, BigInteger::add);
        }
        place.require(sum.signum() == 0, "ledger", "a posting that adds up to 0", sum);
    }

    BigInteger balance(String book) {
        return balances.getOrDefault(book, BigInteger.ZERO);
    }

    void finish() {
        BigInteger sum = balances.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
        Place.atEnd("ledger", "all").require(sum.signum() == 0, "ledger", "0", sum);
        balances.forEach((book, balance) -> Place.atEnd("ledger", book)
                .require(book.startsWith("authorised ") || balance.signum() >= 0, "ledger", "at least 0", balance));
    }

    /** One side of a posting, nanoton, signed. */
    record Entry(String book, long amount) {}
}
