package network.cocoon.domain.attestation;

import network.cocoon.domain.attestation.codec.FieldReader;
import network.cocoon.domain.attestation.codec.FieldWriter;
import network.cocoon.domain.attestation.tdx.PcsAnswers;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/**
 * What Intel's provisioning certification service says about one kind of platform at one time, byte for byte as served
 * (PCS API v4). Kept with the evidence, so that any verdict can be recomputed later.
 *
 * @param tcbInfo the exact bytes of the {@code tcbInfo} object, which the signature covers
 * @param tcbInfoSignature r || s, 64 bytes
 * @param tcbInfoIssuerChain PEM: TCB signing certificate, then root
 * @param qeIdentity the exact bytes of the {@code enclaveIdentity} object
 * @param qeIdentitySignature r || s, 64 bytes
 * @param qeIdentityIssuerChain PEM: TCB signing certificate, then root
 * @param rootCaCrl DER
 * @param pckCrl DER
 * @param pckCrlIssuerChain PEM: PCK CA, then root
 */
public record Collateral(
        Bytes tcbInfo,
        Bytes tcbInfoSignature,
        Bytes tcbInfoIssuerChain,
        Bytes qeIdentity,
        Bytes qeIdentitySignature,
        Bytes qeIdentityIssuerChain,
        Bytes rootCaCrl,
        Bytes pckCrl,
        Bytes pckCrlIssuerChain)
        implements PcsAnswers {

    /** No single part is larger, in bytes; the largest seen is 7 KiB. */
    public static final int MAX_PART = 256 * 1024;

    private static final String TAG = "cocoon/collateral/v1";

    public Collateral {
        check(tcbInfo);
        check(tcbInfoIssuerChain);
        check(qeIdentity);
        check(qeIdentityIssuerChain);
        check(rootCaCrl);
        check(pckCrl);
        check(pckCrlIssuerChain);
        if (tcbInfoSignature.length() != 64 || qeIdentitySignature.length() != 64) {
            throw new IllegalArgumentException("a collateral signature has 64 bytes");
        }
    }

    public Digest digest() {
        return Digest.sha256(encode());
    }

    public byte[] encode() {
        return new FieldWriter(TAG)
                .bytes(tcbInfo)
                .bytes(tcbInfoSignature)
                .bytes(tcbInfoIssuerChain)
                .bytes(qeIdentity)
                .bytes(qeIdentitySignature)
                .bytes(qeIdentityIssuerChain)
                .bytes(rootCaCrl)
                .bytes(pckCrl)
                .bytes(pckCrlIssuerChain)
                .toArray();
    }

    /** Throws {@link IllegalArgumentException} on anything that {@link #encode} would not have written. */
    public static Collateral decode(byte[] encoded) {
        FieldReader in = new FieldReader(TAG, encoded);
        Collateral collateral = new Collateral(
                in.field(MAX_PART),
                in.field(64),
                in.field(MAX_PART),
                in.field(MAX_PART),
                in.field(64),
                in.field(MAX_PART),
                in.field(MAX_PART),
                in.field(MAX_PART),
                in.field(MAX_PART));
        in.end();
        return collateral;
    }

    private static void check(Bytes part) {
        if (part.length() > MAX_PART) {
            throw new IllegalArgumentException("a part of collateral has at most " + MAX_PART + " bytes");
        }
    }
}
