package network.cocoon.workers.teesim;

import static network.cocoon.domain.attestation.check.AttestationRefusal.COLLATERAL_NOT_CURRENT;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_OCSP;
import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_OCSP;
import static network.cocoon.domain.attestation.check.AttestationRefusal.NONCE_MISMATCH;
import static network.cocoon.domain.attestation.check.AttestationRefusal.REVOKED_CERTIFICATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.gpu.GpuEvidence;
import network.cocoon.domain.attestation.gpu.GpuVerdict;
import network.cocoon.domain.attestation.gpu.GpuVerifier;
import network.cocoon.domain.attestation.gpu.WithdrawalVerifier;
import network.cocoon.domain.kernel.Bytes;
import org.junit.jupiter.api.Test;

/** Answers of a device maker's responder, and each way in which they may not be ones. */
class SoftwareOcspTest {

    private static final Bytes NONCE = Bytes.of(new byte[32]);
    private static final Bytes OTHER = Bytes.of(new byte[16]);

    private final SoftwareGpu gpu = SoftwareGpu.create(Minted.NOW, new SecureRandom());
    private final SoftwareOcsp responder = gpu.responder();
    private final GpuEvidence evidence = gpu.evidence(NONCE);
    private final GpuVerdict genuine = GpuVerifier.simulated(gpu.rootDer()).verify(evidence, NONCE, Minted.NOW);
    private final List<Bytes> good = responder.answers(Minted.NOW, NONCE);

    @Test
    void a_device_that_nobody_withdrew_passes() {
        assertThat(judged(good)).isInstanceOf(GpuVerdict.Genuine.class);
    }

    @Test
    void one_on_hold_is_refused_also_beside_a_good_answer() {
        Bytes held = responder.answer(2, 3, true, Minted.NOW, NONCE);

        refused(judged(with(1, held)), REVOKED_CERTIFICATE);
        List<Bytes> both = new ArrayList<>(good);
        both.add(held);
        refused(judged(both), REVOKED_CERTIFICATE);
    }

    @Test
    void every_certificate_needs_an_answer() {
        refused(judged(good.subList(0, 2)), INVALID_OCSP);
        refused(judged(List.of()), INVALID_OCSP);
        refused(
                judged(SoftwareGpu.create(Minted.NOW, new SecureRandom())
                        .responder()
                        .answers(Minted.NOW, NONCE)),
                INVALID_OCSP);
    }

    @Test
    void only_its_authority_may_answer() {
        refused(judged(with(0, responder.answer(1, 3, false, Minted.NOW, NONCE))), INVALID_OCSP);
        refused(judged(with(0, responder.answer(1, 0, false, Minted.NOW, NONCE))), INVALID_OCSP);
    }

    @Test
    void answers_have_their_time_and_their_question() {
        refused(judged(responder.answers(Minted.NOW.minus(Duration.ofHours(5)), NONCE)), COLLATERAL_NOT_CURRENT);
        refused(judged(responder.answers(Minted.NOW.plusSeconds(1), NONCE)), COLLATERAL_NOT_CURRENT);
        refused(judged(responder.answers(Minted.NOW, OTHER)), NONCE_MISMATCH);
        assertThat(WithdrawalVerifier.verify(
                        genuine, evidence, responder.answers(Minted.NOW, OTHER), Optional.empty(), Minted.NOW))
                .isInstanceOf(GpuVerdict.Genuine.class);
    }

    @Test
    void no_flipped_bit_passes() {
        byte[] answer = good.getFirst().toArray();
        for (int bit = 0; bit < 8 * answer.length; bit += 61) {
            byte[] flipped = answer.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(judged(with(0, Bytes.of(flipped)))).as("bit " + bit).isInstanceOf(GpuVerdict.Refused.class);
        }
        refused(judged(with(0, Bytes.of(new byte[] {0x30, 0}))), MALFORMED_OCSP);
    }

    private List<Bytes> with(int place, Bytes answer) {
        List<Bytes> answers = new ArrayList<>(good);
        answers.set(place, answer);
        return answers;
    }

    private GpuVerdict judged(List<Bytes> answers) {
        return WithdrawalVerifier.verify(genuine, evidence, answers, Optional.of(NONCE), Minted.NOW);
    }

    private static void refused(GpuVerdict verdict, AttestationRefusal code) {
        assertThat(verdict).isInstanceOfSatisfying(GpuVerdict.Refused.class, r -> assertThat(r.code())
                .isEqualTo(code));
    }
}
