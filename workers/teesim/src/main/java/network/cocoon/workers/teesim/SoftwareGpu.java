package network.cocoon.workers.teesim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import network.cocoon.domain.attestation.gpu.GpuEvidence;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * A GPU that is none: SPDM evidence as a Hopper gives it, under a root that nobody meets again, unless a software TEE vouches
 * for it.
 */
public final class SoftwareGpu {

    /** What it states that it runs. */
    public static final String DRIVER = "590.12";

    public static final String VBIOS = "96.00.01.00.01";

    private static final ASN1ObjectIdentifier COMPOSITE_ID = new ASN1ObjectIdentifier("2.23.133.5.4.1");
    private static final int MEASUREMENTS = 64;
    private static final int CERTIFICATES = 5;

    private final SigningHierarchy hierarchy;

    private SoftwareGpu(Instant now, SecureRandom random, UnaryOperator<byte[]> voucher) {
        SigningHierarchy.Leaf leaf = new SigningHierarchy.Leaf("GH100 SIMULATOR", Map.of(COMPOSITE_ID, compositeId()));
        this.hierarchy = SigningHierarchy.vouched(CERTIFICATES, leaf, voucher, now, random);
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
        return State.der(hierarchy.chain().getLast());
    }

    /** The maker's responder, for the device's certificates. */
    public SoftwareOcsp responder() {
        return new SoftwareOcsp(hierarchy);
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
        out.writeBytes(hierarchy.sign(out.toByteArray()));
        return new GpuEvidence(
                Bytes.of(out.toByteArray()), Bytes.of(Pem.of(hierarchy.chain().toArray(X509CertificateHolder[]::new))));
    }

    /** 48 bytes that stand for some firmware. */
    public static byte[] firmware(String name) {
        return SigningHierarchy.sha384(("cocoon simulated GPU " + name).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] opaque(byte[] firmware, int featureFlag) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        field(out, 3, (DRIVER + "\0").getBytes(StandardCharsets.US_ASCII));
        field(out, 6, new byte[] {0, 1, 0, (byte) 0x96, 1, 0, 0, 0});
        field(out, 11, new byte[] {0x55});
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

    private static byte[] compositeId() {
        DERSequence digest = new DERSequence(
                new ASN1Encodable[] {NISTObjectIdentifiers.id_sha384, new DEROctetString(firmware("firmware"))});
        try {
            return new DERSequence(new ASN1Encodable[] {new ASN1Integer(1), digest}).getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
