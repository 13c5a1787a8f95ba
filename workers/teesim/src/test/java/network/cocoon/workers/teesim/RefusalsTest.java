package network.cocoon.workers.teesim;

import static network.cocoon.domain.attestation.check.AttestationRefusal.ATTESTATION_KEY_NOT_BOUND;
import static network.cocoon.domain.attestation.check.AttestationRefusal.CERTIFICATE_NOT_CURRENT;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_CHAIN;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_CRL;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_QE_IDENTITY_SIGNATURE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_QE_REPORT_SIGNATURE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_QUOTE_SIGNATURE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_TCB_INFO_SIGNATURE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_CERTIFICATE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_CRL;
import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_QUOTE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.QE_IDENTITY_MISMATCH;
import static network.cocoon.domain.attestation.check.AttestationRefusal.TCB_EVALUATION_BELOW_FLOOR;
import static network.cocoon.domain.attestation.check.AttestationRefusal.TDX_MODULE_MISMATCH;
import static network.cocoon.domain.attestation.check.AttestationRefusal.UNKNOWN_ROOT;
import static network.cocoon.domain.attestation.check.AttestationRefusal.UNSUPPORTED_CERTIFICATION_DATA;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.check.Check;
import network.cocoon.domain.attestation.tdx.QuoteVerdict;
import network.cocoon.domain.kernel.Bytes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** One change each, and the one refusal that names it. */
class RefusalsTest {

    /** Offsets in a quote of version 4 (Intel TDX DCAP Quoting Library API, A.3). */
    private static final int MRTD = 184;

    private static final int SIGNATURE = 636;
    private static final int ATTESTATION_KEY = SIGNATURE + 64;
    private static final int OUTER_TYPE = ATTESTATION_KEY + 64;
    private static final int QE_REPORT = OUTER_TYPE + 6;
    private static final int QE_SIGNATURE = QE_REPORT + 384;
    private static final int INNER_TYPE = QE_SIGNATURE + 64 + 2 + 32;
    private static final int PEM = INNER_TYPE + 6;

    private record Case(AttestationRefusal code, byte[] quote, Collateral collateral, int floor) {}

    private final Minted minted = new Minted();
    private final byte[] quote = minted.tee.quote(new byte[64]);
    private final Collateral good = minted.tee.collateral();

    @TestFactory
    Stream<DynamicTest> each_fault_has_its_code() {
        Collateral foreign = new Minted().tee.collateral();
        return Stream.of(
                        quote(MALFORMED_QUOTE, q -> Arrays.copyOf(q, q.length - 1)),
                        quote(MALFORMED_QUOTE, q -> set(q, OUTER_TYPE, 5)),
                        quote(UNSUPPORTED_CERTIFICATION_DATA, q -> set(q, INNER_TYPE, 3)),
                        quote(MALFORMED_CERTIFICATE, q -> set(q, PEM + 28, '\r')),
                        quote(INVALID_QUOTE_SIGNATURE, q -> set(q, MRTD, 7)),
                        quote(INVALID_QUOTE_SIGNATURE, q -> zero(q, SIGNATURE, 64)),
                        quote(ATTESTATION_KEY_NOT_BOUND, q -> zero(q, ATTESTATION_KEY, 64)),
                        quote(INVALID_QE_REPORT_SIGNATURE, q -> set(q, QE_REPORT, 99)),
                        quote(INVALID_QE_REPORT_SIGNATURE, q -> zero(q, QE_SIGNATURE, 64)),
                        new Case(
                                QE_IDENTITY_MISMATCH,
                                minted.tee.quote(
                                        new byte[64],
                                        Deviations.NONE
                                                .but()
                                                .foreignEnclave(true)
                                                .build()),
                                good,
                                0),
                        new Case(
                                TDX_MODULE_MISMATCH,
                                minted.tee.quote(
                                        new byte[64],
                                        Deviations.NONE.but().moduleVersion(3).build()),
                                good,
                                0),
                        new Case(TCB_EVALUATION_BELOW_FLOOR, quote, good, Deviations.NONE.evaluation() + 1),
                        collateral(INVALID_TCB_INFO_SIGNATURE, changed(good.tcbInfo()), good.qeIdentity()),
                        collateral(INVALID_TCB_INFO_SIGNATURE, good.qeIdentity(), good.qeIdentity()),
                        collateral(INVALID_QE_IDENTITY_SIGNATURE, good.tcbInfo(), changed(good.qeIdentity())),
                        lists(MALFORMED_CRL, Bytes.EMPTY, good.pckCrl(), good.pckCrlIssuerChain()),
                        lists(INVALID_CRL, foreign.rootCaCrl(), good.pckCrl(), good.pckCrlIssuerChain()),
                        lists(INVALID_CRL, good.rootCaCrl(), foreign.pckCrl(), good.pckCrlIssuerChain()),
                        lists(INVALID_CRL, good.rootCaCrl(), good.rootCaCrl(), good.pckCrlIssuerChain()),
                        lists(INVALID_CHAIN, good.rootCaCrl(), good.pckCrl(), good.tcbInfoIssuerChain()),
                        lists(UNKNOWN_ROOT, good.rootCaCrl(), good.pckCrl(), foreign.pckCrlIssuerChain()))
                .map(c -> DynamicTest.dynamicTest(
                        c.code.name(),
                        () -> refused(
                                minted.verifier.appraise(Bytes.of(c.quote), c.collateral, Minted.NOW, c.floor),
                                c.code)));
    }

    /** The same keys, twenty years on, with collateral of the day. */
    @Test
    void certificates_expire(@TempDir Path folder) throws Exception {
        SoftwareTee.open(folder, InstantSource.fixed(Minted.NOW), new SecureRandom());
        Instant late = Minted.NOW.plus(Duration.ofDays(21 * 365));
        SoftwareTee tee = SoftwareTee.open(folder, InstantSource.fixed(late), new SecureRandom());

        refused(
                AttestationVerifier.simulated(tee.rootDer())
                        .appraise(Bytes.of(tee.quote(new byte[64])), tee.collateral(), late, 0),
                CERTIFICATE_NOT_CURRENT);
    }

    /** A machine whose enclave is known is not believed for what another enclave signed. */
    @Test
    void what_is_remembered_of_one_quote_does_not_help_another() {
        assertThat(minted.verifier.appraise(Bytes.of(quote), good, Minted.NOW, 0))
                .isInstanceOf(QuoteVerdict.Genuine.class);
        each_fault_has_its_code().forEach(test -> {
            try {
                test.getExecutable().execute();
            } catch (Throwable e) {
                throw new AssertionError(test.getDisplayName(), e);
            }
        });
    }

    private Case quote(AttestationRefusal code, UnaryOperator<byte[]> change) {
        return new Case(code, change.apply(quote.clone()), good, 0);
    }

    private Case collateral(AttestationRefusal code, Bytes tcbInfo, Bytes qeIdentity) {
        return new Case(
                code,
                quote,
                new Collateral(
                        tcbInfo,
                        good.tcbInfoSignature(),
                        good.tcbInfoIssuerChain(),
                        qeIdentity,
                        good.qeIdentitySignature(),
                        good.qeIdentityIssuerChain(),
                        good.rootCaCrl(),
                        good.pckCrl(),
                        good.pckCrlIssuerChain()),
                0);
    }

    private Case lists(AttestationRefusal code, Bytes rootCrl, Bytes pckCrl, Bytes pckCrlIssuer) {
        return new Case(
                code,
                quote,
                new Collateral(
                        good.tcbInfo(),
                        good.tcbInfoSignature(),
                        good.tcbInfoIssuerChain(),
                        good.qeIdentity(),
                        good.qeIdentitySignature(),
                        good.qeIdentityIssuerChain(),
                        rootCrl,
                        pckCrl,
                        pckCrlIssuer),
                0);
    }

    private static void refused(QuoteVerdict verdict, AttestationRefusal code) {
        assertThat(verdict).isInstanceOfSatisfying(QuoteVerdict.Refused.class, r -> {
            assertThat(r.code()).as(r.detail()).isEqualTo(code);
            assertThat(r.checks())
                    .filteredOn(check -> !check.passed())
                    .hasSize(1)
                    .last()
                    .extracting(Check::detail)
                    .isEqualTo(r.detail());
        });
    }

    private static byte[] set(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    private static byte[] zero(byte[] bytes, int at, int length) {
        Arrays.fill(bytes, at, at + length, (byte) 0);
        return bytes;
    }

    /** One digit of a date: as well-formed as before. */
    private static Bytes changed(Bytes document) {
        byte[] bytes = document.toArray();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '2') {
                bytes[i] = '3';
                return Bytes.of(bytes);
            }
        }
        throw new AssertionError("no 2 in it");
    }
}
