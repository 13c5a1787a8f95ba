package network.cocoon.workers.teesim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/** Writes the certificates of the simulated hierarchy: root, PCK CA, PCK with the SGX extension, TCB signing. */
final class Hierarchy {

    private static final ASN1ObjectIdentifier SGX = new ASN1ObjectIdentifier("1.2.840.113741.1.13.1");
    private static final Duration LIFETIME = Duration.ofDays(20 * 365);
    /** Clocks of one machine may step back a little between processes. */
    private static final Duration MARGIN = Duration.ofDays(2);

    private final Instant now;
    private final SecureRandom random;

    Hierarchy(Instant now, SecureRandom random) {
        this.now = now;
        this.random = random;
    }

    X509CertificateHolder root(SigningKey key) {
        X500Name name = name("Intel SGX Root CA SIMULATOR");
        return authority(name, name, key, key, 1);
    }

    X509CertificateHolder pckCa(X509CertificateHolder root, SigningKey rootKey, SigningKey key) {
        return authority(root.getSubject(), name("Intel SGX PCK Platform CA SIMULATOR"), rootKey, key, 0);
    }

    X509CertificateHolder tcbSigning(X509CertificateHolder root, SigningKey rootKey, SigningKey key) {
        return build(leaf(root.getSubject(), name("Intel SGX TCB Signing SIMULATOR"), key), rootKey);
    }

    X509CertificateHolder pck(X509CertificateHolder ca, SigningKey caKey, SigningKey key, Platform platform) {
        X509v3CertificateBuilder builder = leaf(ca.getSubject(), name("Intel SGX PCK Certificate SIMULATOR"), key);
        add(builder, SGX, false, sgx(platform));
        return build(builder, caKey);
    }

    private X509CertificateHolder authority(
            X500Name issuer, X500Name subject, SigningKey issuerKey, SigningKey key, int pathLength) {
        X509v3CertificateBuilder builder = builder(issuer, subject, key);
        add(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        add(builder, Extension.basicConstraints, true, new BasicConstraints(pathLength));
        return build(builder, issuerKey);
    }

    private X509v3CertificateBuilder leaf(X500Name issuer, X500Name subject, SigningKey key) {
        X509v3CertificateBuilder builder = builder(issuer, subject, key);
        add(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
        add(builder, Extension.basicConstraints, true, new BasicConstraints(false));
        return builder;
    }

    private X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, SigningKey key) {
        return new X509v3CertificateBuilder(
                issuer,
                new BigInteger(159, random).add(BigInteger.ONE),
                Date.from(now.minus(MARGIN)),
                Date.from(now.plus(LIFETIME)),
                subject,
                key.info());
    }

    private static X509CertificateHolder build(X509v3CertificateBuilder builder, SigningKey key) {
        return builder.build(key.signer());
    }

    private static X500Name name(String commonName) {
        return new X500Name("CN=" + commonName + ",O=Cocoon SIMULATOR");
    }

    private static void add(
            X509v3CertificateBuilder builder, ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
        try {
            builder.addExtension(id, critical, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DERSequence sgx(Platform platform) {
        ASN1EncodableVector tcb = new ASN1EncodableVector();
        for (int i = 1; i <= 16; i++) {
            tcb.add(pair("2." + i, new ASN1Integer(Platform.COMPONENT_SVN)));
        }
        tcb.add(pair("2.17", new ASN1Integer(Platform.PCE_SVN)));
        tcb.add(pair("2.18", new DEROctetString(Platform.cpuSvn())));
        ASN1EncodableVector fields = new ASN1EncodableVector();
        fields.add(pair("1", new DEROctetString(platform.ppid().toArray())));
        fields.add(pair("2", new DERSequence(tcb)));
        fields.add(pair("3", new DEROctetString(new byte[2])));
        fields.add(pair("4", new DEROctetString(Platform.fmspc())));
        fields.add(pair("5", new ASN1Enumerated(1)));
        fields.add(pair("6", new DEROctetString(platform.instance().toArray())));
        return new DERSequence(fields);
    }

    private static DERSequence pair(String branch, ASN1Encodable value) {
        ASN1EncodableVector pair = new ASN1EncodableVector();
        pair.add(SGX.branch(branch));
        pair.add(value);
        return new DERSequence(pair);
    }
}
