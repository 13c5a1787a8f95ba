package network.cocoon.workers.teesim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.pki.DeviceChain;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;

/** A Genoa processor that is none: reports of version 3 and its maker's revocation list, under a root that nobody meets again. */
public final class SoftwareSnp {

    /** As a report has it: boot loader, TEE, four reserved, SNP, microcode. */
    private static final byte[] TCB = {9, 0, 0, 0, 0, 0, 0x17, (byte) 0x9c};

    private static final ASN1ObjectIdentifier AMD = new ASN1ObjectIdentifier("1.3.6.1.4.1.3704.1");
    private static final int REPORT = 1184;
    private static final int SIGNED = 0x2a0;
    private static final int COMPONENT = 48;
    private static final int COMPONENT_FIELD = 72;
    private static final long POLICY = 0x3_0000L;
    private static final int FAMILY = 0x19;
    private static final int MODEL = 0x11;
    private static final int ROOT = 2;

    private final SigningHierarchy hierarchy;
    private final byte[] chip = new byte[64];

    private SoftwareSnp(Instant now, SecureRandom random) {
        random.nextBytes(chip);
        Map<ASN1ObjectIdentifier, byte[]> extensions = new LinkedHashMap<>();
        extensions.put(AMD.branch("3.1"), small(TCB[0]));
        extensions.put(AMD.branch("3.2"), small(TCB[1]));
        extensions.put(AMD.branch("3.3"), small(TCB[6]));
        extensions.put(AMD.branch("3.8"), small(TCB[7]));
        extensions.put(AMD.branch("4"), chip.clone());
        this.hierarchy = SigningHierarchy.of(ROOT + 1, new SigningHierarchy.Leaf("SEV-VCEK", extensions), now, random);
    }

    public static SoftwareSnp create(Instant now, SecureRandom random) {
        return new SoftwareSnp(now, random);
    }

    /** What a verifier of this simulated maker is made with. */
    public byte[] rootDer() {
        return State.der(hierarchy.chain().getLast());
    }

    /** The chip's certificate, the intermediate, the root. */
    public DeviceChain chain() {
        try {
            return DeviceChain.parse(Pem.of(hierarchy.chain().toArray(X509CertificateHolder[]::new)));
        } catch (RefusedException e) {
            throw new IllegalStateException("certificates of its own making", e);
        }
    }

    /** What differs from a healthy report, by the field's place; each value is one byte. */
    public Bytes report(byte[] reportData, Map<Integer, Byte> changes) {
        ByteBuffer report = ByteBuffer.allocate(REPORT).order(ByteOrder.LITTLE_ENDIAN);
        report.putInt(0, 3).putLong(8, POLICY).putInt(0x34, 1).put(0x38, TCB).put(0x50, reportData);
        report.put(0x180, TCB)
                .put(0x188, (byte) FAMILY)
                .put(0x189, (byte) MODEL)
                .put(0x1a0, chip);
        report.put(0x1e0, TCB).put(0x1f0, TCB);
        changes.forEach(report::put);
        byte[] raw = hierarchy.sign(Arrays.copyOf(report.array(), SIGNED));
        for (int i = 0; i < COMPONENT; i++) {
            report.put(SIGNED + i, raw[COMPONENT - 1 - i]);
            report.put(SIGNED + COMPONENT_FIELD + i, raw[2 * COMPONENT - 1 - i]);
        }
        return Bytes.of(report.array());
    }

    /**
     * The root's revocation list, good for a week.
     *
     * @param intermediate whether the intermediate is on it
     * @param by place of who signs it: the root's is 2
     */
    public Bytes revocations(boolean intermediate, int by, Instant at) {
        X509v2CRLBuilder list = new X509v2CRLBuilder(hierarchy.chain().get(ROOT).getSubject(), Date.from(at));
        list.setNextUpdate(Date.from(at.plus(Duration.ofDays(7))));
        if (intermediate) {
            list.addCRLEntry(hierarchy.chain().get(1).getSerialNumber(), Date.from(at), CRLReason.keyCompromise);
        }
        try {
            return Bytes.of(list.build(hierarchy.signer(by)).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A number up to 255 in DER. */
    private static byte[] small(byte value) {
        return value >= 0 ? new byte[] {2, 1, value} : new byte[] {2, 2, 0, value};
    }
}
