package network.cocoon.commands.requests;

import java.util.concurrent.ConcurrentHashMap;
import network.cocoon.domain.kernel.AccountId;
import org.springframework.stereotype.Component;

/**
 * Whose orders share commits. An order that is refused undoes those of its group, so an app's go with those of other apps
 * once a number of its own were accepted one after the other, and with none but its own again after a refusal. What waits
 * already stays where it is. By account, for an account can have many client keys.
 */
@Component
class GoodCompany {

    static final int PROVEN = 10;

    /** More apps are forgotten, all at once, and prove themselves anew. */
    private static final int MOST = 100_000;

    private final int proven;
    private final ConcurrentHashMap<AccountId, Integer> accepted = new ConcurrentHashMap<>();

    GoodCompany() {
        this(PROVEN);
    }

    /** @param proven how many orders it takes */
    GoodCompany(int proven) {
        this.proven = proven;
    }

    /** Orders of one company are carried out together. */
    sealed interface Company {

        enum Proven implements Company {
            ALL
        }

        record Own(AccountId account) implements Company {}
    }

    Company of(AccountId account) {
        return accepted.getOrDefault(account, 0) < proven ? new Company.Own(account) : Company.Proven.ALL;
    }

    void accepted(AccountId account) {
        if (accepted.size() >= MOST && !accepted.containsKey(account)) {
            accepted.clear();
        }
        accepted.merge(account, 1, (before, one) -> Math.min(before + one, proven));
    }

    /** An order of this app was refused, or could not be carried out with others. */
    void spoilt(AccountId account) {
        accepted.remove(account);
    }
}
