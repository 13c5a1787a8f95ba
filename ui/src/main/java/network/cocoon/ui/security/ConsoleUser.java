package network.cocoon.ui.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Someone who may sign in.
 *
 * @param disabledAt   since when they may not; null while they may
 * @param createdBy    who made the account; null for the first operator
 * @param lastSignInAt null before the first
 */
public record ConsoleUser(
        String username,
        ConsoleRole role,
        Instant createdAt,
        @Nullable String createdBy,
        @Nullable Instant disabledAt,
        @Nullable Instant lastSignInAt) {

    /** Whether they may sign in now. */
    public boolean enabled() {
        return disabledAt == null;
    }
}
