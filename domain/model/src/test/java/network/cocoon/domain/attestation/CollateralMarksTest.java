package network.cocoon.domain.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.collateral.CollateralMarks;
import network.cocoon.domain.attestation.tdx.CollateralFacts;
import network.cocoon.domain.attestation.tdx.CollateralFacts.Part;
import network.cocoon.domain.attestation.tdx.CollateralVerdict;
import network.cocoon.domain.attestation.tdx.PckAuthority;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.domain.attestation.tdx.QuoteVerdict;
import org.junit.jupiter.api.Test;

/** Real collateral of Intel, told apart and held to what was seen before. */
class CollateralMarksTest {

    private final AttestationVerifier intel = AttestationVerifier.intel();
    private final Vectors vectors = Vectors.open();

    private CollateralFacts facts(Vectors.Pair pair) {
        CollateralVerdict verdict = intel.appraise(vectors.collateral(pair), Instant.ofEpochSecond(pair.at()));
        assertThat(verdict).isInstanceOf(CollateralVerdict.Good.class);
        return ((CollateralVerdict.Good) verdict).facts();
    }

    private List<Vectors.Pair> good() {
        return vectors.pairs().stream()
                .filter(pair -> intel.appraise(vectors.collateral(pair), Instant.ofEpochSecond(pair.at()))
                        instanceof CollateralVerdict.Good)
                .toList();
    }

    private Vectors.Pair pair(String collateral) {
        return vectors.pairs().stream()
                .filter(pair -> pair.collateral().equals(collateral))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_real_collateral_says_of_itself_is_what_its_quote_needs() {
        assertThat(good()).hasSizeGreaterThan(20).allSatisfy(pair -> {
            CollateralFacts facts = facts(pair);
            assertThat(facts.from()).isBeforeOrEqualTo(Instant.ofEpochSecond(pair.at()));
            assertThat(facts.parts())
                    .extracting(Part::name)
                    .containsExactly("tcb-info", "qe-identity", "root-crl", "pck-crl");
            if (intel.appraise(vectors.quote(pair), vectors.collateral(pair), Instant.ofEpochSecond(pair.at()), 0)
                    instanceof QuoteVerdict.Genuine) {
                assertThat(PlatformKind.of(vectors.quote(pair))).hasValueSatisfying(kind -> assertThat(kind.fmspc())
                        .isEqualTo(facts.kind().fmspc()));
            }
        });
        assertThat(facts(pair("phala_90C06F_2026-02")).kind())
                .hasToString("90c06f000000/platform")
                .extracting(PlatformKind::authority)
                .isEqualTo(PckAuthority.PLATFORM);
    }

    @Test
    void every_real_revocation_list_has_the_number_one_so_only_dates_tell_their_order() {
        assertThat(good()).allSatisfy(pair -> assertThat(facts(pair).parts().stream()
                        .filter(part -> part.name().endsWith("-crl"))
                        .map(Part::number))
                .containsExactly(1L, 1L));
    }

    @Test
    void later_collateral_may_follow_and_earlier_may_not() {
        CollateralMarks june = marks("automata_90C06F_2025-06");
        CollateralMarks february = marks("phala_90C06F_2026-02");
        assertThat(CollateralMarks.NONE.behind(june)).isEmpty();
        assertThat(june.behind(june)).isEmpty();
        assertThat(june.behind(february)).isEmpty();
        assertThat(february.behind(june))
                .hasValueSatisfying(reason -> assertThat(reason).contains("INTEL/"));
        assertThat(june.and(february)).isEqualTo(february.and(june));
        assertThat(june.and(february).behind(february)).isEmpty();
    }

    @Test
    void marks_of_all_real_collateral_only_rise() {
        CollateralMarks all = good().stream()
                .sorted(Comparator.comparing(Vectors.Pair::collateral))
                .map(pair -> CollateralMarks.of(intel.domain(), facts(pair)))
                .reduce(CollateralMarks.NONE, CollateralMarks::and);
        assertThat(good()).allSatisfy(pair -> CollateralMarks.of(intel.domain(), facts(pair))
                .highest()
                .forEach((subject, mark) ->
                        assertThat(all.highest().get(subject)).isGreaterThanOrEqualTo(mark)));
    }

    @Test
    void collateral_that_is_stale_or_under_another_root_is_not_good() {
        Vectors.Pair pair = pair("phala_90C06F_2026-02");
        assertThat(intel.appraise(
                        vectors.collateral(pair),
                        Instant.ofEpochSecond(pair.at()).plusSeconds(90L * 86_400)))
                .isInstanceOfSatisfying(CollateralVerdict.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo(AttestationRefusal.COLLATERAL_NOT_CURRENT));
        Vectors.Pair stale = pair("oasis_C0806F_2024-09_STALECRL");
        assertThat(intel.appraise(vectors.collateral(stale), Instant.ofEpochSecond(stale.at())))
                .isInstanceOf(CollateralVerdict.Refused.class);
    }

    private CollateralMarks marks(String collateral) {
        return CollateralMarks.of(intel.domain(), facts(pair(collateral)));
    }
}
