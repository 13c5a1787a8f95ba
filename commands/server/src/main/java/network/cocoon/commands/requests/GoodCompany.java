package network.cocoon.commands.requests;

import java.util.concurrent.ConcurrentHashMap;
import network.cocoon.domain.kernel.ClientKeyId;
import org.springframework.stereotype.Component;

/**
 * Whose orders share commits. An order that is refused undoes those of its group, so a client key's go with those of the
 * other keys once a number of its own were accepted one after the other, and with none but its own again after a refusal.
 */
@Component
class GoodCompany {

    static final int PROVEN = 10;

    /** Keys beyond that are forgotten, all at once, and prove themselves anew. */
    private static final int MOST = 10_000;

    private final int proven;
    private final ConcurrentHashMap<ClientKeyId, Integer> accepted = new ConcurrentHashMap<>();

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

        record Own(ClientKeyId key) implements Company {}
    }

    Company of(ClientKeyId key) {
        return accepted.getOrDefault(key, 0) < proven ? new Company.Own(key) : Company.Proven.ALL;
    }

    void accepted(ClientKeyId key) {
        if (accepted.size() >= MOST) {
            accepted.clear();
        }
        accepted.merge(key, 1, (before, one) -> Math.min(before + one, proven));
    }

    /** An order of this key was refused, or could not be carried out with others. */
    void spoilt(ClientKeyId key) {
        accepted.remove(key);
    }
}
