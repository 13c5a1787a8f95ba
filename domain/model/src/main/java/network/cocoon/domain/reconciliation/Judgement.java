package network.cocoon.domain.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;
import org.jspecify.annotations.Nullable;

/** Collects what differs about one subject. */
final class Judgement {

    private final String subject;
    private final @Nullable AccountId account;
    private final Instant now;
    private final Duration patience;
    private final List<Difference> found = new ArrayList<>();

    Judgement(String subject, @Nullable AccountId account, Instant now, Duration patience) {
        this.subject = subject;
        this.account = account;
        this.now = now;
        this.patience = patience;
    }

    Instant now() {
        return now;
    }

    /** Whether what happened then may still be unknown to the log. */
    boolean isYoung(Instant when) {
        return !when.plus(patience).isBefore(now);
    }

    void state(DifferenceName name, Nanoton log, Nanoton chain) {
        at(name, 0, log, chain, now);
    }

    void at(DifferenceName name, long lt, Nanoton log, Nanoton chain, Instant since) {
        of(name, subject, lt, log, chain, since);
    }

    void of(DifferenceName name, String about, long lt, Nanoton log, Nanoton chain, Instant since) {
        found.add(new Difference(name, about, account, lt, log, chain, since));
    }

    List<Difference> found() {
        return List.copyOf(found);
    }
}
