package network.cocoon.workers.teesim;

import static network.cocoon.domain.attestation.check.AttestationRefusal.COLLATERAL_NOT_CURRENT;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_CRL;
import static network.cocoon.domain.attestation.check.AttestationRefusal.KEY_NOT_BOUND;
import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_CRL;
import static network.cocoon.domain.attestation.check.AttestationRefusal.REVOKED_CERTIFICATE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.SNP_CERTIFICATE_MISMATCH;
import static network.cocoon.domain.attestation.check.AttestationRefusal.SNP_POLICY_NOT_ACCEPTED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.UNKNOWN_ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.snp.SnpProduct;
import network.cocoon.domain.attestation.snp.SnpVerdict;
import network.cocoon.domain.attestation.snp.SnpVerifier;
import network.cocoon.domain.kernel.Bytes;
import org.junit.jupiter.api.Test;

/** What no report at hand shows: Genoa, version 3, and revocation lists. */
class SoftwareSnpTest {

    private final SoftwareSnp snp = SoftwareSnp.create(Minted.NOW, new SecureRandom());
    private final SnpVerifier verifier = SnpVerifier.simulated(snp.rootDer(), SnpProduct.GENOA);

    @Test
    void a_genoa_report_is_genuine() {
        assertThat(verify(Map.of())).isInstanceOfSatisfying(SnpVerdict.Genuine.class, g -> {
            assertThat(g.product()).isEqualTo(SnpProduct.GENOA);
            assertThat(g.report().version()).isEqualTo(3);
            assertThat(g.report().family()).isEqualTo(0x19);
        });
    }

    @Test
    void amds_roots_believe_nothing_of_it() {
        refused(SnpVerifier.verify(report(Map.of()), snp.chain(), Optional.empty(), Minted.NOW), UNKNOWN_ROOT);
    }

    @Test
    void a_report_of_another_product_is_refused() {
        // CPUID model 1 is a Milan, family 0x1a a Turin.
        refused(verify(Map.of(0x189, (byte) 1)), SNP_CERTIFICATE_MISMATCH);
        refused(verify(Map.of(0x188, (byte) 0x1a)), SNP_CERTIFICATE_MISMATCH);
    }

    @Test
    void other_firmware_and_other_chips_are_refused() {
        for (int part : List.of(0x180, 0x181, 0x186, 0x187, 0x1a0)) {
            refused(verify(Map.of(part, (byte) 0x7f)), SNP_CERTIFICATE_MISMATCH);
        }
        // The cloud's key, and a chip that does not say which it is.
        refused(verify(Map.of(0x48, (byte) 4)), SNP_CERTIFICATE_MISMATCH);
        refused(verify(Map.of(0x48, (byte) 2)), SNP_CERTIFICATE_MISMATCH);
    }

    @Test
    void debugged_and_unbound_guests_are_refused() {
        refused(verify(Map.of(10, (byte) 0x0a)), SNP_POLICY_NOT_ACCEPTED);
        refused(
                verifier.verify(
                        report(Map.of()), snp.chain(), List.of(), Optional.of(Bytes.of(new byte[] {1})), Minted.NOW),
                KEY_NOT_BOUND);
    }

    @Test
    void the_makers_list_withdraws() {
        Bytes clean = snp.revocations(false, 2, Minted.NOW);

        assertThat(listed(clean)).isInstanceOf(SnpVerdict.Genuine.class);
        refused(listed(snp.revocations(true, 2, Minted.NOW)), REVOKED_CERTIFICATE);
        refused(listed(snp.revocations(false, 1, Minted.NOW)), INVALID_CRL);
        refused(listed(snp.revocations(false, 2, Minted.NOW.minus(Duration.ofDays(8)))), COLLATERAL_NOT_CURRENT);
        refused(listed(snp.revocations(false, 2, Minted.NOW.plusSeconds(1))), COLLATERAL_NOT_CURRENT);
        refused(
                listed(SoftwareSnp.create(Minted.NOW, new SecureRandom()).revocations(false, 2, Minted.NOW)),
                INVALID_CRL);
        refused(listed(Bytes.of(new byte[] {0x30, 0})), MALFORMED_CRL);
    }

    private Bytes report(Map<Integer, Byte> changes) {
        return snp.report(new byte[64], changes);
    }

    private SnpVerdict verify(Map<Integer, Byte> changes) {
        return verifier.verify(
                report(changes), snp.chain(), List.of(), Optional.of(Bytes.of(new byte[64])), Minted.NOW);
    }

    private SnpVerdict listed(Bytes list) {
        return verifier.verify(report(Map.of()), snp.chain(), List.of(list), Optional.empty(), Minted.NOW);
    }

    private static void refused(SnpVerdict verdict, AttestationRefusal code) {
        assertThat(verdict).isInstanceOfSatisfying(SnpVerdict.Refused.class, r -> assertThat(r.code())
                .isEqualTo(code));
    }
}
