package network.cocoon.domain.attestation.pki;

import java.math.BigInteger;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** How a device's certificate is signed: the two ways that NVIDIA and AMD use. */
public enum DeviceScheme {
    ECDSA_SHA384,
    /** RSASSA-PSS with SHA-384 throughout and 48 bytes of salt (AMD, "VCEK Certificate and KDS Interface"). */
    PSS_SHA384;

    static final int SALT = 48;

    /** Throws whatever ASN.1 readers throw; {@link Der#read} turns it into a value. */
    static DeviceScheme of(AlgorithmIdentifier algorithm) {
        if (algorithm.getAlgorithm().equals(X9ObjectIdentifiers.ecdsa_with_SHA384)) {
            Cert.require(algorithm.getParameters() == null, "parameters");
            return ECDSA_SHA384;
        }
        Cert.require(algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS), "algorithm");
        RSASSAPSSparams params = RSASSAPSSparams.getInstance(algorithm.getParameters());
        Cert.require(params != null && sha384(params.getHashAlgorithm()), "hash");
        AlgorithmIdentifier mask = params.getMaskGenAlgorithm();
        Cert.require(
                mask.getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)
                        && sha384(AlgorithmIdentifier.getInstance(mask.getParameters())),
                "mask");
        Cert.require(params.getSaltLength().equals(BigInteger.valueOf(SALT)), "salt");
        Cert.require(params.getTrailerField().equals(BigInteger.ONE), "trailer");
        return PSS_SHA384;
    }

    private static boolean sha384(AlgorithmIdentifier hash) {
        return hash.getAlgorithm().equals(NISTObjectIdentifiers.id_sha384)
                && (hash.getParameters() == null || DERNull.INSTANCE.equals(hash.getParameters()));
    }
}
