package network.cocoon.workers.teesim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import network.cocoon.domain.attestation.gpu.SimulatedMaker;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.util.BigIntegers;

/** A device maker's certificates, P-384 throughout, and the key of the lowest. */
final class SigningHierarchy {

    private static final ECNamedDomainParameters P384 =
            new ECNamedDomainParameters(SECObjectIdentifiers.secp384r1, CustomNamedCurves.getByName("secp384r1"));
    private static final Duration LIFETIME = Duration.ofDays(365);

    /** What the lowest certificate has beside its key usage. */
    record Leaf(String name, Map<ASN1ObjectIdentifier, byte[]> extensions) {

        Leaf {
            extensions = Map.copyOf(extensions);
        }
    }

    private final SecureRandom random;
    private final UnaryOperator<byte[]> voucher;
    private final int root;
    private final List<X509CertificateHolder> chain = new ArrayList<>();
    private final List<AsymmetricCipherKeyPair> keys = new ArrayList<>();

    private SigningHierarchy(
            int certificates, Leaf leaf, UnaryOperator<byte[]> voucher, Instant now, SecureRandom random) {
        this.random = random;
        this.voucher = voucher;
        this.root = certificates - 1;
        AsymmetricCipherKeyPair issuer = generate();
        AsymmetricCipherKeyPair subject = issuer;
        for (int below = certificates - 1; below >= 0; below--) {
            String by = name(Math.min(below + 1, certificates - 1), leaf);
            chain.addFirst(certificate(below, leaf, by, subject, issuer, now));
            keys.addFirst(subject);
            issuer = subject;
            subject = below > 0 ? generate() : subject;
        }
    }

    /** Of a device: so many certificates, with the maker's root. */
    static SigningHierarchy of(int certificates, Leaf leaf, Instant now, SecureRandom random) {
        return vouched(certificates, leaf, _ -> new byte[0], now, random);
    }

    /** As {@link #of}, its root vouched for by what the function signs: r || s, or empty for none. */
    static SigningHierarchy vouched(
            int certificates, Leaf leaf, UnaryOperator<byte[]> voucher, Instant now, SecureRandom random) {
        return new SigningHierarchy(certificates, leaf, voucher, now, random);
    }

    /** Of who signs documents: a root, two below it and a signer. */
    static SigningHierarchy create(Instant now, SecureRandom random) {
        Leaf leaf = new Leaf("RIM signer SIMULATOR", Map.of());
        return of(4, leaf, now, random);
    }

    /** The signer's certificate first, the root last. */
    List<X509CertificateHolder> chain() {
        return List.copyOf(chain);
    }

    /** r and s, 48 bytes each. */
    byte[] sign(byte[] message) {
        ECDSASigner signer = new ECDSASigner();
        signer.init(true, new ParametersWithRandom(keys.getFirst().getPrivate(), random));
        BigInteger[] pair = signer.generateSignature(sha384(message));
        byte[] raw = new byte[96];
        System.arraycopy(BigIntegers.asUnsignedByteArray(48, pair[0]), 0, raw, 0, 48);
        System.arraycopy(BigIntegers.asUnsignedByteArray(48, pair[1]), 0, raw, 48, 48);
        return raw;
    }

    static byte[] sha384(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-384").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-384", e);
        }
    }

    private AsymmetricCipherKeyPair generate() {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(P384, random));
        return generator.generateKeyPair();
    }

    private X509CertificateHolder certificate(
            int below,
            Leaf leaf,
            String issuerName,
            AsymmetricCipherKeyPair subject,
            AsymmetricCipherKeyPair issuer,
            Instant now) {
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    new X500Name(issuerName),
                    new BigInteger(71, random).add(BigInteger.ONE),
                    Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(LIFETIME)),
                    new X500Name(name(below, leaf)),
                    SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(subject.getPublic()));
            if (below > 0) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
                if (below == root) {
                    vouch(builder, (ECPublicKeyParameters) subject.getPublic());
                }
            } else {
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
                for (Map.Entry<ASN1ObjectIdentifier, byte[]> one :
                        leaf.extensions().entrySet()) {
                    builder.addExtension(one.getKey(), false, one.getValue());
                }
            }
            return builder.build(signer(issuer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void vouch(X509v3CertificateBuilder builder, ECPublicKeyParameters key) throws IOException {
        byte[] signature = voucher.apply(SimulatedMaker.vouched(key.getQ().getEncoded(false)));
        if (signature.length > 0) {
            builder.addExtension(SimulatedMaker.VOUCHER, false, new DEROctetString(signature));
        }
    }

    /** Signs as the certificate at this place of the chain; 0 is the lowest. */
    ContentSigner signer(int place) {
        return signer(keys.get(place));
    }

    private ContentSigner signer(AsymmetricCipherKeyPair by) {
        AlgorithmIdentifier sha384 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha384);
        AlgorithmIdentifier ecdsa = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384);
        try {
            return new BcECContentSignerBuilder(ecdsa, sha384)
                    .setSecureRandom(random)
                    .build(by.getPrivate());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("ecdsa-with-SHA384 is built in", e);
        }
    }

    private static String name(int below, Leaf leaf) {
        return "CN=" + (below == 0 ? leaf.name() : "CA " + below + " SIMULATOR") + ",O=Cocoon SIMULATOR";
    }
}
