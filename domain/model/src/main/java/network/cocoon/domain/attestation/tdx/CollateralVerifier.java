package network.cocoon.domain.attestation.tdx;

import static network.cocoon.domain.attestation.check.AttestationRefusal.COLLATERAL_NOT_CURRENT;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_CHAIN;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_QE_IDENTITY_SIGNATURE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_TCB_INFO_SIGNATURE;

import java.time.Instant;
import java.util.Optional;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.check.CheckList;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.pki.Cert;
import network.cocoon.domain.attestation.pki.Chain;
import network.cocoon.domain.attestation.pki.Crl;
import network.cocoon.domain.attestation.pki.KnownCerts;
import network.cocoon.domain.attestation.pki.P256;
import network.cocoon.domain.attestation.pki.Remembered;
import network.cocoon.domain.kernel.Bytes;

/** Verifies what Intel's service answered, up to the pinned root. Remembers what was good while it stays current. */
final class CollateralVerifier {

    private static final int ISSUER_CHAIN_LENGTH = 2;
    private static final int REMEMBERED = 32;

    private final Cert root;
    private final PkiNames names;
    private final KnownCerts known;
    private final Remembered<PcsAnswers, VerifiedCollateral> remembered = new Remembered<>(REMEMBERED);

    CollateralVerifier(Cert root, PkiNames names, KnownCerts known) {
        this.known = known;
        this.root = root;
        this.names = names;
    }

    /** Notes its checks, also where they were made before. */
    VerifiedCollateral verify(PcsAnswers answers, Instant now, CheckList checks) throws RefusedException {
        Optional<VerifiedCollateral> before =
                remembered.find(answers).filter(c -> c.period().holds(now));
        if (before.isPresent()) {
            checks.noteAll(before.get().checks());
            return before.get();
        }
        CheckList own = new CheckList();
        try {
            VerifiedCollateral verified = verifyAnew(answers, now, own);
            remembered.keep(answers, verified);
            return verified;
        } finally {
            checks.noteAll(own.toList());
        }
    }

    private VerifiedCollateral verifyAnew(PcsAnswers answers, Instant now, CheckList checks) throws RefusedException {
        Crl rootCrl = checks.step("root-crl", "issued by the root and current", () -> {
            Crl crl = Crl.parse(answers.rootCaCrl().toArray());
            crl.verify(root, now);
            return crl;
        });
        Chain tcbSigner = checks.step("tcb-info-signature", "signed under the pinned root", () -> {
            Chain chain = signer(answers.tcbInfoIssuerChain(), rootCrl, now);
            signed(chain, answers.tcbInfo(), answers.tcbInfoSignature(), INVALID_TCB_INFO_SIGNATURE);
            return chain;
        });
        TcbInfo info = checks.step("tcb-info", "well-formed and current", () -> {
            TcbInfo parsed = TcbInfo.parse(answers.tcbInfo().toArray());
            current("TCB info", new Period(parsed.issueDate(), parsed.nextUpdate()), now);
            return parsed;
        });
        Chain qeSigner = checks.step("qe-identity-signature", "signed under the pinned root", () -> {
            Chain chain = answers.qeIdentityIssuerChain().equals(answers.tcbInfoIssuerChain())
                    ? tcbSigner
                    : signer(answers.qeIdentityIssuerChain(), rootCrl, now);
            signed(chain, answers.qeIdentity(), answers.qeIdentitySignature(), INVALID_QE_IDENTITY_SIGNATURE);
            return chain;
        });
        QeIdentity identity = checks.step("qe-identity", "well-formed and current", () -> {
            QeIdentity parsed = QeIdentity.parse(answers.qeIdentity().toArray());
            current("QE identity", new Period(parsed.issueDate(), parsed.nextUpdate()), now);
            return parsed;
        });
        Chain crlIssuer = checks.step("pck-crl-issuer", "a PCK CA under the pinned root", () -> {
            Chain chain = Chain.parse(answers.pckCrlIssuerChain().toArray(), ISSUER_CHAIN_LENGTH, known);
            chain.verify(root, true, now, known);
            named(chain.leaf(), names.pckAuthorities().contains(chain.leaf().commonName()));
            rootCrl.refuseRevoked(chain.leaf());
            return chain;
        });
        Crl pckCrl = checks.step("pck-crl", "issued by the PCK CA and current", () -> {
            Crl crl = Crl.parse(answers.pckCrl().toArray());
            crl.verify(crlIssuer.leaf(), now);
            return crl;
        });
        Period period = Period.of(rootCrl)
                .and(Period.of(pckCrl))
                .and(Period.of(tcbSigner))
                .and(Period.of(qeSigner))
                .and(Period.of(crlIssuer))
                .and(new Period(info.issueDate(), info.nextUpdate()))
                .and(new Period(identity.issueDate(), identity.nextUpdate()));
        return new VerifiedCollateral(info, identity, rootCrl, pckCrl, crlIssuer.leaf(), period, checks.toList());
    }

    private Chain signer(Bytes pem, Crl rootCrl, Instant now) throws RefusedException {
        Chain chain = Chain.parse(pem.toArray(), ISSUER_CHAIN_LENGTH, known);
        chain.verify(root, false, now, known);
        named(chain.leaf(), chain.leaf().commonName().equals(names.tcbSigning()));
        rootCrl.refuseRevoked(chain.leaf());
        return chain;
    }

    /** The signature covers the exact bytes served; what they say is read only afterwards. */
    private static void signed(Chain signer, Bytes document, Bytes signature, AttestationRefusal invalid)
            throws RefusedException {
        if (!P256.verify(signer.leaf().key(), document.toArray(), signature.toArray())) {
            throw new RefusedException(invalid, "the TCB signing certificate did not sign it");
        }
    }

    static void named(Cert cert, boolean expected) throws RefusedException {
        if (!expected) {
            throw new RefusedException(INVALID_CHAIN, "a certificate named \"" + cert.commonName() + "\" stands here");
        }
    }

    private static void current(String what, Period period, Instant now) throws RefusedException {
        if (!period.holds(now)) {
            throw new RefusedException(
                    COLLATERAL_NOT_CURRENT, what + " is valid from " + period.from() + " to " + period.until());
        }
    }
}
