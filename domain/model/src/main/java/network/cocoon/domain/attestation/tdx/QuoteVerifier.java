package network.cocoon.domain.attestation.tdx;

import static network.cocoon.domain.attestation.check.AttestationRefusal.ATTESTATION_KEY_NOT_BOUND;
import static network.cocoon.domain.attestation.check.AttestationRefusal.COLLATERAL_MISMATCH;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_QE_REPORT_SIGNATURE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_QUOTE_SIGNATURE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.TCB_EVALUATION_BELOW_FLOOR;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import network.cocoon.domain.attestation.check.CheckList;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.pki.Cert;
import network.cocoon.domain.attestation.pki.KnownCerts;
import network.cocoon.domain.attestation.pki.P256;
import network.cocoon.domain.attestation.pki.Remembered;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * Verifies quotes under one root by Intel's rules (quote verification library, 4.1.2.4). Total: whatever the bytes, the
 * answer is a verdict. It remembers collateral and chains that were good, which changes its speed and nothing else.
 */
public final class QuoteVerifier {

    private static final int REMEMBERED = 512;

    /** All that says that a machine's quoting enclave made this key. It signs many quotes before it makes another. */
    private record Enclave(Cert pck, Bytes report, Bytes signature, Bytes key, Bytes authData) {}

    private final CollateralVerifier collaterals;
    private final PckVerifier pcks;
    private final Remembered<Enclave, ECPublicKeyParameters> enclaves = new Remembered<>(REMEMBERED);

    public QuoteVerifier(Cert root, PkiNames names) {
        this(root, names, new KnownCerts());
    }

    private QuoteVerifier(Cert root, PkiNames names, KnownCerts known) {
        this(new CollateralVerifier(root, names, known), new PckVerifier(root, names, known));
    }

    QuoteVerifier(CollateralVerifier collaterals, PckVerifier pcks) {
        this.collaterals = collaterals;
        this.pcks = pcks;
    }

    /** The machine that a quote names, unverified: what a worker says of itself before it asks for a verdict. */
    public static Optional<String> platformOf(Bytes quote) {
        return PckVerifier.platformOf(quote);
    }

    /**
     * @param floor the lowest tcbEvaluationDataNumber accepted of TCB info and QE identity
     */
    public QuoteVerdict verify(Bytes quote, PcsAnswers answers, Instant now, int floor) {
        CheckList checks = new CheckList();
        try {
            return verify(quote, answers, now, floor, checks);
        } catch (RefusedException e) {
            return new QuoteVerdict.Refused(e.code(), e.detail(), checks.toList());
        }
    }

    /** Collateral by itself, as {@link #verify} judges it before any quote. */
    public CollateralVerdict appraise(PcsAnswers answers, Instant now) {
        CheckList checks = new CheckList();
        try {
            return new CollateralVerdict.Good(
                    CollateralFacts.of(collaterals.verify(answers, now, checks)), checks.toList());
        } catch (RefusedException e) {
            return new CollateralVerdict.Refused(e.code(), e.detail(), checks.toList());
        }
    }

    private QuoteVerdict verify(Bytes bytes, PcsAnswers answers, Instant now, int floor, CheckList checks)
            throws RefusedException {
        Quote quote = checks.step(
                "quote-format", "version, lengths and certification data", () -> Quote.parse(bytes.toArray()));
        boolean tdx = quote.body() instanceof TdReport;
        VerifiedCollateral collateral = collaterals.verify(answers, now, checks);
        checks.demand("tcb-evaluation", "at or above the floor", () -> {
            notBelow(floor, collateral.info().evaluation());
            notBelow(floor, collateral.identity().evaluation());
        });
        PckVerifier.Pck pck =
                checks.step("pck-chain", "up to the pinned root", () -> pcks.verify(quote.pckChain(), now));
        checks.demand(
                "pck-revocation",
                "neither the PCK nor its CA is revoked",
                () -> pcks.refuseRevoked(pck, collateral, now));
        checks.demand("platform", "TCB info is of this kind of platform", () -> samePlatform(collateral, pck, tdx));
        Enclave enclave = new Enclave(
                pck.leaf(),
                quote.qeReportBytes(),
                quote.qeReportSignature(),
                quote.attestationKey(),
                quote.qeAuthData());
        Optional<ECPublicKeyParameters> known = enclaves.find(enclave);
        checks.demand("qe-report-signature", "signed by the PCK", () -> {
            if (known.isEmpty()
                    && !P256.verify(
                            pck.leaf().key(),
                            quote.qeReportBytes().toArray(),
                            quote.qeReportSignature().toArray())) {
                throw new RefusedException(INVALID_QE_REPORT_SIGNATURE, "the PCK did not sign the QE report");
            }
        });
        ECPublicKeyParameters key = checks.step(
                "attestation-key",
                "bound by the QE report",
                () -> known.isPresent() ? known.get() : attestationKey(quote));
        enclaves.keep(enclave, key);
        SvnLevel qe = checks.step("quoting-enclave", "Intel's own, not under debug", () -> collateral
                .identity()
                .match(quote.qeReport(), tdx));
        checks.demand("quote-signature", "signed by the attestation key", () -> {
            if (!P256.verify(
                    key, quote.signedRegion().toArray(), quote.signature().toArray())) {
                throw new RefusedException(INVALID_QUOTE_SIGNATURE, "the attestation key did not sign the quote");
            }
        });
        TcbMatch match = new TcbMatch(collateral.info(), pck.platform(), qe);
        TcbResult tcb =
                checks.step("tcb-level", "a level of TCB info covers the platform", () -> switch (quote.body()) {
                    case TdReport td -> match.tdx(td);
                    case SgxReport _ -> match.sgx();
                });
        return new QuoteVerdict.Genuine(
                quote, tcb.status(), tcb.advisories(), pck.platform().platformId(), checks.toList());
    }

    private static void samePlatform(VerifiedCollateral collateral, PckVerifier.Pck pck, boolean tdx)
            throws RefusedException {
        TcbInfo info = collateral.info();
        if (info.tdx() != tdx) {
            throw new RefusedException(COLLATERAL_MISMATCH, "TCB info is for the other kind of TEE");
        }
        if (!info.fmspc().equals(pck.platform().fmspc())
                || !info.pceId().equals(pck.platform().pceId())) {
            throw new RefusedException(
                    COLLATERAL_MISMATCH,
                    "TCB info is for FMSPC " + info.fmspc().hex() + ", the platform's is "
                            + pck.platform().fmspc().hex());
        }
    }

    /** REPORTDATA of the QE report is SHA-256(attestation key || authentication data), then 32 zero bytes. */
    private static ECPublicKeyParameters attestationKey(Quote quote) throws RefusedException {
        byte[] bound = Arrays.copyOf(
                Digest.sha256(
                                quote.attestationKey().toArray(),
                                quote.qeAuthData().toArray())
                        .raw(),
                64);
        if (!quote.qeReport().reportData().equals(Bytes.of(bound))) {
            throw new RefusedException(ATTESTATION_KEY_NOT_BOUND, "the QE report vouches for another attestation key");
        }
        return P256.key(quote.attestationKey().toArray())
                .orElseThrow(() -> new RefusedException(
                        ATTESTATION_KEY_NOT_BOUND, "the attestation key is not a point of the curve"));
    }

    private static void notBelow(int floor, int evaluation) throws RefusedException {
        if (evaluation < floor) {
            throw new RefusedException(
                    TCB_EVALUATION_BELOW_FLOOR, "evaluation number " + evaluation + " is below " + floor);
        }
    }
}
