package network.cocoon.workers.teesim;

import static network.cocoon.domain.attestation.check.AttestationRefusal.ADVISORY_NOT_ACCEPTED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.COLLATERAL_NOT_CURRENT;
import static network.cocoon.domain.attestation.check.AttestationRefusal.DEBUG_TD;
import static network.cocoon.domain.attestation.check.AttestationRefusal.NO_TCB_LEVEL;
import static network.cocoon.domain.attestation.check.AttestationRefusal.REVOKED_CERTIFICATE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.TCB_STATUS_NOT_ACCEPTED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.TD_ATTRIBUTES_NOT_ACCEPTED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.XFAM_NOT_ACCEPTED;
import static network.cocoon.domain.attestation.tdx.TcbStatus.CONFIGURATION_AND_SW_HARDENING_NEEDED;
import static network.cocoon.domain.attestation.tdx.TcbStatus.CONFIGURATION_NEEDED;
import static network.cocoon.domain.attestation.tdx.TcbStatus.OUT_OF_DATE;
import static network.cocoon.domain.attestation.tdx.TcbStatus.OUT_OF_DATE_CONFIGURATION_NEEDED;
import static network.cocoon.domain.attestation.tdx.TcbStatus.REVOKED;
import static network.cocoon.domain.attestation.tdx.TcbStatus.SW_HARDENING_NEEDED;
import static network.cocoon.domain.attestation.tdx.TcbStatus.TD_RELAUNCH_ADVISED;
import static network.cocoon.domain.attestation.tdx.TcbStatus.TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED;
import static network.cocoon.domain.attestation.tdx.TcbStatus.UP_TO_DATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import network.cocoon.domain.attestation.AttestationPolicy;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.Verdict;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.check.Check;
import network.cocoon.domain.attestation.tdx.QuoteVerdict;
import network.cocoon.domain.attestation.tdx.TcbStatus;
import network.cocoon.domain.kernel.Bytes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every TCB status and refusal that no real quote at hand shows. */
class DeviationsTest {

    private record Expected(String name, Deviations deviations, TcbStatus status) {}

    private final Minted minted = new Minted();

    @TestFactory
    Stream<DynamicTest> statuses_converge_by_intels_rules() {
        Deviations v5 = but().version(5).build();
        return Stream.of(
                        served(SW_HARDENING_NEEDED),
                        served(CONFIGURATION_NEEDED),
                        served(CONFIGURATION_AND_SW_HARDENING_NEEDED),
                        served(OUT_OF_DATE),
                        served(OUT_OF_DATE_CONFIGURATION_NEEDED),
                        served(REVOKED),
                        new Expected(
                                "no module versions", but().moduleVersion(0).build(), UP_TO_DATE),
                        new Expected("TDX_03", but().moduleVersion(3).build(), UP_TO_DATE),
                        new Expected("old module", but().module(OUT_OF_DATE).build(), OUT_OF_DATE),
                        new Expected("revoked module", but().module(REVOKED).build(), REVOKED),
                        new Expected(
                                "old module, configuration needed",
                                but().module(OUT_OF_DATE)
                                        .level(CONFIGURATION_NEEDED)
                                        .build(),
                                OUT_OF_DATE_CONFIGURATION_NEEDED),
                        new Expected(
                                "old enclave", but().quotingEnclave(OUT_OF_DATE).build(), OUT_OF_DATE),
                        new Expected(
                                "old enclave, configuration needed",
                                but().quotingEnclave(OUT_OF_DATE)
                                        .level(CONFIGURATION_AND_SW_HARDENING_NEEDED)
                                        .build(),
                                OUT_OF_DATE_CONFIGURATION_NEEDED),
                        new Expected(
                                "revoked enclave", but().quotingEnclave(REVOKED).build(), REVOKED),
                        new Expected("version 5", v5, UP_TO_DATE),
                        new Expected(
                                "old module, host not updated",
                                v5.but().module(OUT_OF_DATE).build(),
                                OUT_OF_DATE),
                        new Expected(
                                "old module, host updated",
                                v5.but().module(OUT_OF_DATE).hostUpdated(true).build(),
                                TD_RELAUNCH_ADVISED),
                        new Expected(
                                "old module, host updated, configuration needed",
                                v5.but()
                                        .module(OUT_OF_DATE)
                                        .hostUpdated(true)
                                        .level(CONFIGURATION_NEEDED)
                                        .build(),
                                TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED),
                        new Expected(
                                "old module and enclave, host updated",
                                v5.but()
                                        .module(OUT_OF_DATE)
                                        .hostUpdated(true)
                                        .quotingEnclave(OUT_OF_DATE)
                                        .build(),
                                OUT_OF_DATE))
                .map(e -> DynamicTest.dynamicTest(e.name, () -> {
                    Evidence evidence = minted.evidence(e.deviations);
                    assertThat(minted.verifier.appraise(evidence.quote(), evidence.collateral(), Minted.NOW, 0))
                            .isInstanceOfSatisfying(QuoteVerdict.Genuine.class, g -> assertThat(g.status())
                                    .isEqualTo(e.status));
                    if (e.status != UP_TO_DATE) {
                        assertRefused(e.deviations, TCB_STATUS_NOT_ACCEPTED);
                    }
                }));
    }

    @Test
    void a_revoked_status_is_refused_even_by_a_policy_that_lists_it() {
        AttestationPolicy lax = new AttestationPolicy(
                minted.policy.measurements(),
                Set.of(TcbStatus.values()),
                Set.of(),
                0,
                Set.of(),
                Set.of(),
                true,
                AttestationPolicy.MAX_KEY_LIFETIME);

        assertThat(minted.verifier.verify(minted.evidence(but().level(REVOKED).build()), lax, Minted.NOW))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(minted.verifier.verify(
                        minted.evidence(but().level(OUT_OF_DATE).build()), lax, Minted.NOW))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void what_was_withdrawn_is_refused() {
        assertRefused(but().pckRevoked(true).build(), REVOKED_CERTIFICATE);
        assertRefused(but().pckCaRevoked(true).build(), REVOKED_CERTIFICATE);
        assertRefused(but().tcbSigningRevoked(true).build(), REVOKED_CERTIFICATE);
    }

    @Test
    void a_platform_older_than_every_level_is_refused() {
        assertRefused(but().lowComponents(true).build(), NO_TCB_LEVEL);
    }

    @Test
    void collateral_of_the_past_and_of_the_future_is_refused() {
        assertRefused(but().collateralAge(Duration.ofDays(31)).build(), COLLATERAL_NOT_CURRENT);
        assertRefused(but().collateralAge(Duration.ofHours(-1)).build(), COLLATERAL_NOT_CURRENT);
    }

    @Test
    void a_td_that_others_can_look_into_is_refused() {
        assertRefused(but().tdAttributes((1L << 28) | 1).build(), DEBUG_TD);
        assertRefused(but().tdAttributes(0).build(), TD_ATTRIBUTES_NOT_ACCEPTED);
        assertRefused(but().tdAttributes((1L << 28) | (1L << 29)).build(), TD_ATTRIBUTES_NOT_ACCEPTED);
        assertRefused(but().tdAttributes((1L << 28) | (1L << 40)).build(), TD_ATTRIBUTES_NOT_ACCEPTED);
        assertRefused(but().xfam(0x602e7L | (1L << 8)).build(), XFAM_NOT_ACCEPTED);
        assertRefused(but().xfam(0x602e4L).build(), XFAM_NOT_ACCEPTED);
    }

    @Test
    void an_advisory_outside_the_list_is_refused() {
        assertRefused(but().advisories(List.of("INTEL-SA-00837")).build(), ADVISORY_NOT_ACCEPTED);
    }

    @Test
    void a_refusal_by_policy_shows_all_that_must_be_mended() {
        Verdict verdict = minted.verdict(
                minted.evidence(but().level(OUT_OF_DATE).tdAttributes(1).build()));

        assertThat(verdict.checks())
                .filteredOn(check -> !check.passed())
                .extracting(Check::name)
                .containsExactly("tcb-status", "td-debug", "td-attributes");
    }

    @Test
    void what_the_verifier_remembers_does_not_outlive_its_dates() {
        Evidence evidence = minted.evidence();

        assertThat(minted.verdict(evidence)).isInstanceOf(Verdict.Accepted.class);
        assertThat(minted.verdict(evidence)).isEqualTo(minted.verdict(evidence));
        assertThat(minted.verifier.verify(evidence, minted.policy, Minted.NOW.plus(Duration.ofDays(40))))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(minted.verifier.verify(evidence, minted.policy, Minted.NOW.minus(Duration.ofDays(40))))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void no_flipped_bit_of_a_minted_quote_is_believed() {
        Evidence evidence = minted.evidence();
        byte[] quote = evidence.quote().toArray();

        assertThat(IntStream.iterate(0, i -> i < 8 * quote.length, i -> i + 37).filter(i -> {
                    byte[] flipped = quote.clone();
                    flipped[i / 8] ^= (byte) (1 << (i % 8));
                    return minted.verdict(new Evidence(Bytes.of(flipped), evidence.collateral(), evidence.statement()))
                            instanceof Verdict.Accepted;
                }))
                .isEmpty();
    }

    @Test
    void collateral_of_another_simulator_does_not_help() {
        Collateral foreign = new Minted().tee.collateral();
        Evidence own = minted.evidence();

        assertThat(minted.verdict(new Evidence(own.quote(), foreign, own.statement())))
                .isInstanceOf(Verdict.Refused.class);
    }

    private static Deviations.Builder but() {
        return Deviations.NONE.but();
    }

    private static Expected served(TcbStatus status) {
        return new Expected(status.intelName(), but().level(status).build(), status);
    }

    private void assertRefused(Deviations deviations, AttestationRefusal code) {
        assertThat(minted.verdict(minted.evidence(deviations)))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class, r -> assertThat(r.code()).isEqualTo(code));
    }
}
