package network.cocoon.commands.collateral;

import java.time.Instant;
import java.util.Optional;
import network.cocoon.commands.workers.SeenCollateral;
import network.cocoon.commands.workers.Verifiers;
import network.cocoon.commands.workers.Verifiers.Appraisal;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.TrustDomain;
import network.cocoon.domain.attestation.collateral.CollateralMarks;
import network.cocoon.domain.attestation.tdx.CollateralVerdict;
import org.springframework.stereotype.Component;

/**
 * Holds what a worker shows against the marks of what was fetched. Numbers of evaluations only: dates differ between two honest
 * fetches of one day. Evidence raises no mark, or one worker that is early could shut out all others.
 */
@Component
class FetchedMarks implements SeenCollateral {

    private final Verifiers verifiers;
    private final CollateralTable table;

    FetchedMarks(Verifiers verifiers, CollateralTable table) {
        this.verifiers = verifiers;
        this.table = table;
    }

    @Override
    public Optional<String> behind(TrustDomain domain, Collateral collateral, Instant now) {
        Appraisal appraisal = verifiers.appraise(collateral, now);
        return appraisal.domain().equals(domain) && appraisal.verdict() instanceof CollateralVerdict.Good good
                ? table.marks().behind(CollateralMarks.of(domain, good.facts()).evaluations())
                : Optional.of("it is not good by itself");
    }
}
