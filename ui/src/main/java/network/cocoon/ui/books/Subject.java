package network.cocoon.ui.books;

import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ProviderId;

/** Whose statement. */
public sealed interface Subject {

    /** Usage takes from what it has. */
    record App(AccountId account) implements Subject {}

    /** Usage adds to what it is owed. */
    record Owner(ProviderId provider) implements Subject {}

    default String id() {
        return switch (this) {
            case App app -> app.account().value();
            case Owner owner -> owner.provider().value();
        };
    }
}
