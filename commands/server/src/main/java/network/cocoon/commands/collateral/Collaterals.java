package network.cocoon.commands.collateral;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.workers.Verifiers;
import network.cocoon.commands.workers.Verifiers.Appraisal;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.TrustDomain;
import network.cocoon.domain.attestation.collateral.CollateralMarks;
import network.cocoon.domain.attestation.tdx.CollateralFacts;
import network.cocoon.domain.attestation.tdx.CollateralVerdict;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import org.springframework.stereotype.Service;

/**
 * Decides what is kept: what the verifier that judges evidence finds good today, of the kind that was asked for, with no
 * number or date behind one that was seen before.
 */
@Service
public class Collaterals {

    private final Verifiers verifiers;
    private final CollateralTable table;
    private final Transactions transactions;
    private final InstantSource clock;

    Collaterals(Verifiers verifiers, CollateralTable table, Transactions transactions, InstantSource clock) {
        this.verifiers = verifiers;
        this.table = table;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A kind that the source is to be asked for now, and how often in a row that has failed. */
    public record Due(PlatformKind kind, int failures) {}

    /** What is due, the longest waiting first, at most {@code most}. */
    public List<Due> due(int most) {
        return table.due(clock.instant(), most);
    }

    /** Keeps an answer of the source. The same answer again only says that it still is the answer. */
    public Kept keep(PlatformKind asked, Collateral answer) {
        Instant now = clock.instant();
        Appraisal appraisal = verifiers.appraise(answer, now);
        return switch (appraisal.verdict()) {
            case CollateralVerdict.Refused r -> new Kept.Refused(r.code().name(), r.detail());
            case CollateralVerdict.Good good -> keep(asked, answer, appraisal.domain(), good.facts(), now);
        };
    }

    private Kept keep(PlatformKind asked, Collateral answer, TrustDomain domain, CollateralFacts facts, Instant now) {
        if (!facts.kind().equals(asked) || !facts.tdx()) {
            return new Kept.Refused(
                    "COLLATERAL_OF_OTHERS",
                    "asked for " + asked + ", given " + facts.kind() + (facts.tdx() ? "" : " of SGX enclaves"));
        }
        CollateralMarks marks = CollateralMarks.of(domain, facts);
        return transactions.run(() -> {
            Optional<String> behind = table.lockedMarks().behind(marks);
            if (behind.isPresent()) {
                return new Kept.Refused("COLLATERAL_WENT_BACK", behind.get());
            }
            table.raise(marks);
            table.keep(asked, answer, facts, now);
            return new Kept.Good(facts.until());
        });
    }

    /** Notes that an attempt was good, and when the next is due. */
    public void tried(PlatformKind kind, Instant nextAt) {
        table.tried(kind, Optional.empty(), nextAt);
    }

    /** @param code why it failed */
    public void failed(PlatformKind kind, String code, Instant nextAt) {
        table.tried(kind, Optional.of(code), nextAt);
    }
}
