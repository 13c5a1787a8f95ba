package network.cocoon.domain.attestation.snp;

import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_SNP_REPORT;

import java.math.BigInteger;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.codec.ByteCursor;
import network.cocoon.domain.kernel.Bytes;

/**
 * An attestation report of 1,184 bytes, version 2 to 5 (AMD 56860, "ATTESTATION_REPORT"); nothing in it is believed yet.
 *
 * @param policy what the guest's owner allows the host, 64 bits
 * @param vmpl who asked inside the guest: 0 is the most privileged
 * @param flags bit 0 an author's key, bit 1 the chip id is masked, bits 2 to 4 which key signed
 * @param reportData 64 bytes chosen by the software that asked
 * @param measurement of the guest as it was launched, 48 bytes
 * @param reportedTcb 8 bytes, one version each; the certificate must be for these
 * @param family CPUID family and model, or 0 before version 3, which does not tell
 * @param signed everything before the signature
 */
public record SnpReport(
        int version,
        int guestSvn,
        long policy,
        long vmpl,
        Bytes currentTcb,
        long platform,
        long flags,
        Bytes reportData,
        Bytes measurement,
        Bytes hostData,
        Bytes reportedTcb,
        int family,
        int model,
        Bytes chipId,
        Bytes committedTcb,
        Bytes launchTcb,
        byte[] signed,
        BigInteger r,
        BigInteger s) {

    static final int LENGTH = 1184;
    private static final int SIGNED = 0x2a0;
    private static final long ECDSA_P384_SHA384 = 1;
    private static final int COMPONENT = 72;
    private static final int NEWEST = 5;

    public static SnpReport parse(byte[] data) throws RefusedException {
        if (data.length != LENGTH) {
            throw malformed("a report has " + LENGTH + " bytes, not " + data.length);
        }
        ByteCursor in = new ByteCursor(data, MALFORMED_SNP_REPORT);
        long version = in.u32("the version");
        if (version < 2 || version > NEWEST) {
            throw malformed("a report of version " + version);
        }
        int guestSvn = (int) in.u32("the guest's SVN");
        long policy = in.u64("the policy");
        in.skip(32, "family and image id");
        long vmpl = in.u32("the VMPL");
        if (in.u32("the signature algorithm") != ECDSA_P384_SHA384) {
            throw malformed("not signed by ECDSA with P-384");
        }
        Bytes currentTcb = in.bytes(8, "the current TCB");
        long platform = in.u64("the platform's state");
        long flags = in.u32("the flags");
        in.skip(4, "reserved");
        Bytes reportData = in.bytes(64, "REPORT_DATA");
        Bytes measurement = in.bytes(48, "the measurement");
        Bytes hostData = in.bytes(32, "HOST_DATA");
        in.skip(48 + 48 + 32 + 32, "key digests and report ids");
        Bytes reportedTcb = in.bytes(8, "the reported TCB");
        int family = in.u8("the CPU's family");
        int model = in.u8("the CPU's model");
        in.skip(22, "the CPU's stepping, and reserved");
        Bytes chipId = in.bytes(64, "the chip's id");
        Bytes committedTcb = in.bytes(8, "the committed TCB");
        in.skip(8, "firmware versions");
        Bytes launchTcb = in.bytes(8, "the launch TCB");
        in.skip(SIGNED - in.position(), "reserved");
        byte[] signed = in.upTo(in.position()).toArray();
        BigInteger r = little(in.take(COMPONENT, "r"));
        BigInteger s = little(in.take(COMPONENT, "s"));
        // Nobody signs what follows: were it free, one report would have many spellings.
        in.zeroPadding();
        return new SnpReport(
                (int) version,
                guestSvn,
                policy,
                vmpl,
                currentTcb,
                platform,
                flags,
                reportData,
                measurement,
                hostData,
                reportedTcb,
                version < 3 ? 0 : family,
                version < 3 ? 0 : model,
                chipId,
                committedTcb,
                launchTcb,
                signed,
                r,
                s);
    }

    /** Which key signed: 0 the chip's own, 1 one that AMD gave the cloud. */
    int signingKey() {
        return (int) (flags >> 2) & 7;
    }

    boolean chipMasked() {
        return (flags & 2) != 0;
    }

    private static BigInteger little(byte[] raw) {
        byte[] big = new byte[raw.length];
        for (int i = 0; i < raw.length; i++) {
            big[raw.length - 1 - i] = raw[i];
        }
        return new BigInteger(1, big);
    }

    private static RefusedException malformed(String detail) {
        return new RefusedException(MALFORMED_SNP_REPORT, detail);
    }
}
