package network.cocoon.workers.teesim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import network.cocoon.domain.attestation.gpu.GpuEvidence;
import network.cocoon.domain.attestation.gpu.SimulatedMaker;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
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
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.util.BigIntegers;

/**
 * A GPU that is none: SPDM evidence as a Hopper gives it, under a root that nobody meets again, unless a software TEE vouches
 * for it.
 */
public final class SoftwareGpu {

    private static final ECNamedDomainParameters P384 =
            new ECNamedDomainParameters(SECObjectIdentifiers.secp384r1, CustomNamedCurves.getByName("secp384r1"));
    private static final ASN1ObjectIdentifier COMPOSITE_ID = new ASN1ObjectIdentifier("2.23.133.5.4.1");
    private static final int MEASUREMENTS = 64;
    private static final int CERTIFICATES = 5;
    private static final Duration LIFETIME = Duration.ofDays(365);

    private final SecureRandom random;
    private final List<X509CertificateHolder> chain = new ArrayList<>();
    private final AsymmetricCipherKeyPair key;
    private final UnaryOperator<byte[]> voucher;

    private SoftwareGpu(Instant now, SecureRandom random, UnaryOperator<byte[]> voucher) {
        this.random = random;
        this.voucher = voucher;
        AsymmetricCipherKeyPair issuer = generate();
        AsymmetricCipherKeyPair subject = issuer;
        for (int below = CERTIFICATES - 1; below >= 0; below--) {
            chain.addFirst(certificate(below, subject, issuer, now));
            issuer = subject;
            subject = below > 0 ? generate() : subject;
        }
        key = subject;
    }

    public static SoftwareGpu create(Instant now, SecureRandom random) {
        return create(now, random, _ -> new byte[0]);
    }

    /** @param voucher the signature of a software TEE's root key, r || s; empty for none */
    static SoftwareGpu create(Instant now, SecureRandom random, UnaryOperator<byte[]> voucher) {
        return new SoftwareGpu(now, random, voucher);
    }

    /** What a verifier of this simulated maker is made with. */
    public byte[] rootDer() {
        return State.der(chain.getLast());
    }

    /** An answer to this nonce of 32 bytes, by the firmware that the certificate was issued to. */
    public GpuEvidence evidence(Bytes nonce) {
        return evidence(nonce, firmware("firmware"), 0);
    }

    /**
     * @param firmware 48 bytes: the firmware that claims to have measured
     * @param featureFlag 0 to 2 are modes that exist
     */
    public GpuEvidence evidence(Bytes nonce, byte[] firmware, int featureFlag) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, 0x11, 0xe0, 1, 0xff);
        out.writeBytes(nonce.toArray());
        write(out, 0, 0x11, 0x60, 0, 0, MEASUREMENTS);
        little(out, MEASUREMENTS * 55, 3);
        for (int i = 1; i <= MEASUREMENTS; i++) {
            write(out, i, 1, 51, 0, 1, 48, 0);
            out.writeBytes(firmware("measurement " + i));
        }
        out.write(firmware("device nonce"), 0, 32);
        byte[] opaque = opaque(firmware, featureFlag);
        little(out, opaque.length, 2);
        out.writeBytes(opaque);
        out.writeBytes(sign(out.toByteArray()));
        return new GpuEvidence(
                Bytes.of(out.toByteArray()), Bytes.of(Pem.of(chain.toArray(X509CertificateHolder[]::new))));
    }

    /** 48 bytes that stand for some firmware. */
    public static byte[] firmware(String name) {
        try {
            return MessageDigest.getInstance("SHA-384")
                    .digest(("cocoon simulated GPU " + name).getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-384", e);
        }
    }

    private static byte[] opaque(byte[] firmware, int featureFlag) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        field(out, 3, "590.12\0".getBytes(StandardCharsets.US_ASCII));
        field(out, 6, new byte[] {0, 1, 0, (byte) 0x96, 1, 0, 0, 0});
        field(out, 20, firmware);
        field(out, 36, new byte[] {(byte) featureFlag, 0});
        return out.toByteArray();
    }

    private static void field(ByteArrayOutputStream out, int id, byte[] value) {
        little(out, id, 2);
        little(out, value.length, 2);
        out.writeBytes(value);
    }

    private static void little(ByteArrayOutputStream out, int value, int length) {
        for (int i = 0; i < length; i++) {
            out.write(value >> (8 * i));
        }
    }

    private static void write(ByteArrayOutputStream out, int... values) {
        for (int value : values) {
            out.write(value);
        }
    }

    private byte[] sign(byte[] message) {
        ECDSASigner signer = new ECDSASigner();
        signer.init(true, new ParametersWithRandom(key.getPrivate(), random));
        byte[] raw = new byte[96];
        try {
            BigInteger[] pair = signer.generateSignature(
                    MessageDigest.getInstance("SHA-384").digest(message));
            System.arraycopy(BigIntegers.asUnsignedByteArray(48, pair[0]), 0, raw, 0, 48);
            System.arraycopy(BigIntegers.asUnsignedByteArray(48, pair[1]), 0, raw, 48, 48);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-384", e);
        }
        return raw;
    }

    private AsymmetricCipherKeyPair generate() {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(P384, random));
        return generator.generateKeyPair();
    }

    private X509CertificateHolder certificate(
            int below, AsymmetricCipherKeyPair subject, AsymmetricCipherKeyPair issuer, Instant now) {
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    name(Math.min(below + 1, CERTIFICATES - 1)),
                    new BigInteger(71, random).add(BigInteger.ONE),
                    Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(LIFETIME)),
                    name(below),
                    SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(subject.getPublic()));
            if (below > 0) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
                if (below == CERTIFICATES - 1) {
                    vouch(builder, (ECPublicKeyParameters) subject.getPublic());
                }
            } else {
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
                builder.addExtension(COMPOSITE_ID, false, compositeId());
            }
            AlgorithmIdentifier sha384 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha384);
            AlgorithmIdentifier ecdsa = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384);
            return builder.build(new BcECContentSignerBuilder(ecdsa, sha384)
                    .setSecureRandom(random)
                    .build(issuer.getPrivate()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("ecdsa-with-SHA384 is built in", e);
        }
    }

    private void vouch(X509v3CertificateBuilder builder, ECPublicKeyParameters root) throws IOException {
        byte[] signature = voucher.apply(SimulatedMaker.vouched(root.getQ().getEncoded(false)));
        if (signature.length > 0) {
            builder.addExtension(SimulatedMaker.VOUCHER, false, new DEROctetString(signature));
        }
    }

    private static DERSequence compositeId() {
        DERSequence digest = new DERSequence(
                new ASN1Encodable[] {NISTObjectIdentifiers.id_sha384, new DEROctetString(firmware("firmware"))});
        return new DERSequence(new ASN1Encodable[] {new ASN1Integer(1), digest});
    }

    private static X500Name name(int below) {
        return new X500Name(
                "CN=" + (below == 0 ? "GH100 SIMULATOR" : "CA " + below + " SIMULATOR") + ",O=Cocoon SIMULATOR");
    }
}
