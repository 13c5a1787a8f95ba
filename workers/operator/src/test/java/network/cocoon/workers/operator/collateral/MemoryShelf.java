package network.cocoon.workers.operator.collateral;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.collateral.CollateralMarks;
import network.cocoon.domain.attestation.tdx.CollateralVerdict;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.workers.operator.port.CollateralBooks;

/** The books in memory, by the domain's own verifier and marks, for one kind of platform. */
final class MemoryShelf implements CollateralBooks {

    private final AttestationVerifier verifier = AttestationVerifier.intel();
    private final PlatformKind kind;
    private final InstantSource clock;
    private final List<Collateral> kept = new ArrayList<>();
    private CollateralMarks marks = CollateralMarks.NONE;
    private Instant nextAt = Instant.MIN;
    private int failures;
    private Optional<String> code = Optional.empty();

    MemoryShelf(PlatformKind kind, InstantSource clock) {
        this.kind = kind;
        this.clock = clock;
    }

    @Override
    public List<Wanted> due(int most) {
        return nextAt.isAfter(clock.instant()) ? List.of() : List.of(new Wanted(kind, failures));
    }

    @Override
    public Kept keep(PlatformKind asked, Collateral answer) {
        return switch (verifier.appraise(answer, clock.instant())) {
            case CollateralVerdict.Refused refused ->
                new Kept.Refused(refused.code().name());
            case CollateralVerdict.Good good -> {
                CollateralMarks shown = CollateralMarks.of(verifier.domain(), good.facts());
                if (!good.facts().kind().equals(asked)) {
                    yield new Kept.Refused("COLLATERAL_OF_OTHERS");
                }
                if (marks.behind(shown).isPresent()) {
                    yield new Kept.Refused("COLLATERAL_WENT_BACK");
                }
                marks = marks.and(shown);
                kept.add(answer);
                yield new Kept.Good(good.facts().until());
            }
        };
    }

    @Override
    public void tried(PlatformKind tried, Instant next) {
        failures = 0;
        code = Optional.empty();
        nextAt = next;
    }

    @Override
    public void failed(PlatformKind tried, String why, Instant next) {
        failures++;
        code = Optional.of(why);
        nextAt = next;
    }

    List<Collateral> kept() {
        return kept;
    }

    Instant nextAt() {
        return nextAt;
    }

    int failures() {
        return failures;
    }

    Optional<String> code() {
        return code;
    }
}
