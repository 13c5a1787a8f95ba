package network.cocoon.workers.operator.collateral;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.workers.operator.port.CollateralBooks;
import network.cocoon.workers.operator.port.CollateralBooks.Kept;
import network.cocoon.workers.operator.port.CollateralBooks.Wanted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what is due. Between two rounds it remembers nothing: what was kept and when the next attempt is due stands in the
 * books, so a round may be cut short anywhere and two nodes at once only ask twice.
 */
public final class CollateralFetcher {

    private static final Logger LOG = LoggerFactory.getLogger(CollateralFetcher.class);

    /** So a round ends within minutes even where each answer comes at the last moment. */
    private static final int MOST_A_ROUND = 8;

    private final CollateralSource source;
    private final CollateralBooks books;
    private final RefreshPolicy policy;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param random for pauses only */
    public CollateralFetcher(
            CollateralSource source,
            CollateralBooks books,
            RefreshPolicy policy,
            InstantSource clock,
            RandomGenerator random) {
        this.source = source;
        this.books = books;
        this.policy = policy;
        this.clock = clock;
        this.random = random;
    }

    public void round() {
        for (Wanted wanted : books.due(MOST_A_ROUND)) {
            refresh(wanted);
        }
    }

    private void refresh(Wanted wanted) {
        PlatformKind kind = wanted.kind();
        Collateral answer;
        try {
            answer = source.fetch(kind);
        } catch (CollateralFailure e) {
            failed(wanted, e.code().name());
            return;
        }
        switch (books.keep(kind, answer)) {
            case Kept.Good good -> {
                books.tried(kind, policy.afterGood(clock.instant(), good.until(), random));
                LOG.info("collateral_fetched kind={} until={}", kind, good.until());
            }
            case Kept.Refused refused -> failed(wanted, refused.code());
        }
    }

    private void failed(Wanted wanted, String code) {
        LOG.warn("collateral_failed kind={} code={} failures={}", wanted.kind(), code, wanted.failures() + 1);
        books.failed(wanted.kind(), code, policy.afterFailure(clock.instant(), wanted.failures() + 1, random));
    }
}
