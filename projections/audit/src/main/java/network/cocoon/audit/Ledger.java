package network.cocoon.audit;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/**
 * Double entry. Money enters from an app's authorisation, is free, is reserved, and ends as a provider's reward or the
 * network's fee; every posting and so the whole adds up to zero.
 */
final class Ledger {

    /** What kind of money it is. */
    enum Kind {
        AUTHORISED,
        FREE,
        RESERVED,
        EARNED,
        FEES
    }

    /** Whose money. */
    record Book(Kind kind, String owner) {}

    static final Book FEES = new Book(Kind.FEES, "");

    private final Map<Book, Sum> balances = new HashMap<>();

    static Book authorised(Object account) {
        return new Book(Kind.AUTHORISED, account.toString());
    }

    static Book free(Object account) {
        return new Book(Kind.FREE, account.toString());
    }

    static Book reserved(Object account) {
        return new Book(Kind.RESERVED, account.toString());
    }

    static Book earned(Object provider) {
        return new Book(Kind.EARNED, provider.toString());
    }

    void post(Place place, Entry... entries) {
        long sum = 0;
        for (Entry entry : entries) {
            sum = Math.addExact(sum, entry.amount());
            balances.computeIfAbsent(entry.book(), _ -> new Sum()).add(entry.amount());
        }
        if (sum != 0) {
            throw place.wrong("ledger", "a posting that adds up to 0", sum);
        }
    }

    BigInteger balance(Book book) {
        Sum sum = balances.get(book);
        return sum == null ? BigInteger.ZERO : sum.value();
    }

    void finish() {
        BigInteger sum = balances.values().stream().map(Sum::value).reduce(BigInteger.ZERO, BigInteger::add);
        Place.atEnd("ledger", "all").require(sum.signum() == 0, "ledger", "0", sum);
        balances.forEach((book, balance) -> Place.atEnd("ledger", book.kind() + " " + book.owner())
                .require(
                        book.kind() == Kind.AUTHORISED || balance.value().signum() >= 0,
                        "ledger",
                        "at least 0",
                        balance.value()));
    }

    /** One side of a posting, nanoton, signed. */
    record Entry(Book book, long amount) {}
}
