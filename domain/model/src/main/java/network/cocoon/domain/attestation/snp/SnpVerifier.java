package network.cocoon.domain.attestation.snp;

import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_SNP_SIGNATURE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.KEY_NOT_BOUND;
import static network.cocoon.domain.attestation.check.AttestationRefusal.SNP_CERTIFICATE_MISMATCH;
import static network.cocoon.domain.attestation.check.AttestationRefusal.UNKNOWN_ROOT;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.domain.attestation.check.CheckList;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.pki.DeviceCert;
import network.cocoon.domain.attestation.pki.DeviceChain;
import network.cocoon.domain.attestation.pki.DeviceCrl;
import network.cocoon.domain.attestation.pki.DeviceKey;
import network.cocoon.domain.attestation.pki.P384;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** Verifies reports under AMD's roots, or under one simulated maker's. Total: whatever the bytes, the answer is a verdict. */
public final class SnpVerifier {

    /** By the signing key that a report names. */
    private static final String[] LEAVES = {"SEV-VCEK", "SEV-VLEK"};

    private static final int CHAIN = 3;

    /** 64 bytes as they are (AMD 57230, hwID). */
    private static final ASN1ObjectIdentifier HARDWARE_ID = new ASN1ObjectIdentifier("1.3.6.1.4.1.3704.1.4");

    private static final SnpVerifier AMD = new SnpVerifier(SnpProduct.byRoot());

    private final Map<Digest, SnpProduct> roots;

    private SnpVerifier(Map<Digest, SnpProduct> roots) {
        this.roots = Map.copyOf(roots);
    }

    /** Believes real chips only, under the roots that are compiled in. */
    public static SnpVerifier amd() {
        return AMD;
    }

    /** Believes one simulated maker's chips of one product only. */
    public static SnpVerifier simulated(byte[] rootDer, SnpProduct product) {
        return new SnpVerifier(Map.of(Digest.sha256(rootDer), product));
    }

    /** A real chip's, with no revocation list. */
    public static SnpVerdict verify(Bytes report, DeviceChain chain, Optional<Bytes> reportData, Instant now) {
        return AMD.verify(report, chain, List.of(), reportData, now);
    }

    /**
     * @param lists DER: revocation lists of the chain's authorities, each of which must be good; none where they are not to be judged
     * @param chain the chip's certificate (VCEK) or the cloud's (VLEK), AMD's intermediate, AMD's root
     * @param reportData what the report must be bound to, 64 bytes; empty to leave that to the caller
     */
    public SnpVerdict verify(
            Bytes report, DeviceChain chain, List<Bytes> lists, Optional<Bytes> reportData, Instant now) {
        CheckList checks = new CheckList();
        try {
            return verify(report, chain, lists, reportData, now, checks);
        } catch (RefusedException e) {
            return new SnpVerdict.Refused(e.code(), e.detail(), checks.toList());
        }
    }

    private SnpVerdict verify(
            Bytes bytes,
            DeviceChain chain,
            List<Bytes> lists,
            Optional<Bytes> reportData,
            Instant now,
            CheckList checks)
            throws RefusedException {
        SnpReport report =
                checks.step("snp-format", "version, length and algorithm", () -> SnpReport.parse(bytes.toArray()));
        SnpProduct product = checks.step("snp-chain", "up to the pinned root", () -> {
            chain.verify(roots.keySet(), now);
            SnpProduct known = roots.get(Digest.sha256(chain.root().der().toArray()));
            if (known == null) {
                throw new RefusedException(UNKNOWN_ROOT, "a root of no known product");
            }
            return known;
        });
        for (Bytes list : lists) {
            checks.demand("snp-revocation", "not withdrawn by its maker", () -> DeviceCrl.parse(list.toArray())
                    .refuseRevoked(chain, now));
        }
        checks.demand("snp-certificate", "of the kind of key that signed, on this product", () -> {
            int key = report.signingKey();
            String name = chain.leaf().commonName();
            demand(
                    chain.certificates().size() == CHAIN && key < LEAVES.length && LEAVES[key].equals(name),
                    "the report was signed by key " + key + ", the certificate is a \"" + name + "\"");
            demand(product.made(report), "the report's processor is no " + product);
        });
        checks.demand("snp-signature", "signed by the certificate's key", () -> {
            if (!(chain.leaf().key() instanceof DeviceKey.Ec key)
                    || !P384.verify(key.point(), report.signed(), report.r(), report.s())) {
                throw new RefusedException(INVALID_SNP_SIGNATURE, "the certificate's key did not sign this report");
            }
        });
        checks.demand(
                "snp-tcb", "the certificate is for the firmware reported", () -> tcb(report, chain.leaf(), product));
        checks.demand("snp-chip", "the certificate is for this chip", () -> chip(report, chain.leaf(), product));
        checks.demand("snp-policy", "neither debugged nor moved", () -> SnpPolicy.demand(report.policy()));
        if (reportData.isPresent()) {
            checks.demand("snp-report-data", "bound to what was given", () -> {
                if (!report.reportData().equals(reportData.get())) {
                    throw new RefusedException(KEY_NOT_BOUND, "REPORT_DATA is another");
                }
            });
        }
        return new SnpVerdict.Genuine(product, report, checks.toList());
    }

    private static void tcb(SnpReport report, DeviceCert leaf, SnpProduct product) throws RefusedException {
        byte[] reported = report.reportedTcb().toArray();
        for (TcbPart part : TcbPart.of(product)) {
            // A small integer in DER, which has one form only.
            int version = reported[part.index()] & 0xff;
            byte[] expected = version < 0x80 ? new byte[] {2, 1, (byte) version} : new byte[] {2, 2, 0, (byte) version};
            demand(
                    leaf.extension(part.id())
                            .filter(der -> Arrays.equals(der, expected))
                            .isPresent(),
                    "the report's " + part.name() + " is of version " + version + ", the certificate's is another");
        }
    }

    /** A cloud's key names no chip; a masked chip gives zeroes, which match no certificate. */
    private static void chip(SnpReport report, DeviceCert leaf, SnpProduct product) throws RefusedException {
        if (report.signingKey() == 0) {
            byte[] id = Arrays.copyOf(report.chipId().toArray(), product.chipIdLength());
            byte[] certified = leaf.extension(HARDWARE_ID).orElse(new byte[0]);
            demand(!report.chipMasked() && Arrays.equals(id, certified), "the certificate is of another chip");
        }
    }

    private static void demand(boolean holds, String otherwise) throws RefusedException {
        if (!holds) {
            throw new RefusedException(SNP_CERTIFICATE_MISMATCH, otherwise);
        }
    }
}
