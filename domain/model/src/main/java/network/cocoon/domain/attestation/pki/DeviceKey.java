package network.cocoon.domain.attestation.pki;

import java.math.BigInteger;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;

/** A key in a device maker's hierarchy. */
public sealed interface DeviceKey {

    /** Whether this key made the signature, in the one way that a key of its kind signs. */
    boolean signed(byte[] message, byte[] signature);

    /** P-384. */
    record Ec(ECPublicKeyParameters point) implements DeviceKey {

        @Override
        public boolean signed(byte[] message, byte[] signature) {
            return Der.read(signature, Cert::pair)
                    .filter(pair -> P384.verify(point, message, pair[0], pair[1]))
                    .isPresent();
        }
    }

    /** RSA of 4096 bits. */
    record Rsa(RSAKeyParameters parameters) implements DeviceKey {

        static final int BITS = 4096;

        @Override
        public boolean signed(byte[] message, byte[] signature) {
            if (signature.length != BITS / 8) {
                return false;
            }
            PSSSigner signer = new PSSSigner(new RSAEngine(), new SHA384Digest(), DeviceScheme.SALT);
            signer.init(false, parameters);
            signer.update(message, 0, message.length);
            return signer.verifySignature(signature);
        }
    }

    /** Throws whatever ASN.1 readers throw; {@link Der#read} turns it into a value. */
    static DeviceKey of(SubjectPublicKeyInfo info) {
        byte[] bits = info.getPublicKeyData().getOctets();
        if (info.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            Cert.require(
                    SECObjectIdentifiers.secp384r1.equals(info.getAlgorithm().getParameters()), "curve");
            return new Ec(P384.uncompressed(bits).orElseThrow(() -> new IllegalArgumentException("point")));
        }
        Cert.require(info.getAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption), "key type");
        RSAPublicKey key =
                Der.read(bits, RSAPublicKey::getInstance).orElseThrow(() -> new IllegalArgumentException("RSA key"));
        Cert.require(
                key.getModulus().bitLength() == Rsa.BITS
                        && key.getPublicExponent().equals(BigInteger.valueOf(65_537)),
                "RSA key of another size");
        return new Rsa(new RSAKeyParameters(false, key.getModulus(), key.getPublicExponent()));
    }
}
