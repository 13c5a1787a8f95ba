package network.cocoon.workers.teesim;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import network.cocoon.domain.attestation.Measurement;
import network.cocoon.domain.attestation.tdx.TcbStatus;
import network.cocoon.domain.kernel.Digest;

/** Builds quotes field by field (Intel TDX DCAP Quoting Library API, A.3 and A.4). All integers are little-endian. */
final class QuoteMinter {

    static final int QE_ISV_SVN = 4;
    static final int QE_PRODUCT = 2;
    /** The module SVN that runs, and the newest that there is. */
    static final int MODULE_SVN = 3;

    static final int NEWEST_MODULE_SVN = 5;
    static final int MICROCODE_SVN = 6;
    static final byte[] QE_ATTRIBUTES = HexFormat.of().parseHex("11000000000000000000000000000000");

    private static final byte[] QE_VENDOR = HexFormat.of().parseHex("939a7233f79c4ca9940a0db3957f0607");

    private final State state;
    private final Measurement measurement;

    QuoteMinter(State state, Measurement measurement) {
        this.state = state;
        this.measurement = measurement;
    }

    static byte[] qeSigner() {
        return Digest.sha256("cocoon simulator quoting enclave signer".getBytes(StandardCharsets.US_ASCII))
                .raw();
    }

    byte[] mint(byte[] reportData, Deviations deviations) {
        byte[] signed = concat(header(deviations), body(reportData, deviations));
        byte[] signature = signatureData(signed, deviations);
        return concat(signed, u32(signature.length), signature);
    }

    private byte[] header(Deviations deviations) {
        byte[] header = concat(
                u16(deviations.version()),
                u16(2),
                u32(0x81),
                new byte[4],
                QE_VENDOR,
                state.platform().qeId().toArray(),
                new byte[4]);
        return deviations.version() == 4 ? header : concat(header, u16(3), u32(648));
    }

    private byte[] body(byte[] reportData, Deviations deviations) {
        byte[] body = concat(
                teeTcbSvn(deviations.moduleVersion(), MODULE_SVN),
                Measurements.register("mrseam"),
                new byte[48],
                new byte[8],
                u64(deviations.tdAttributes()),
                u64(deviations.xfam()),
                measurement.mrtd().toArray(),
                new byte[3 * 48],
                measurement.rtmr0().toArray(),
                measurement.rtmr1().toArray(),
                measurement.rtmr2().toArray(),
                deviations.rtmr3().toArray(),
                reportData);
        if (deviations.version() == 4) {
            return body;
        }
        boolean newest = deviations.hostUpdated() || deviations.module() == TcbStatus.UP_TO_DATE;
        return concat(
                body, teeTcbSvn(deviations.moduleVersion(), newest ? NEWEST_MODULE_SVN : MODULE_SVN), new byte[48]);
    }

    private byte[] signatureData(byte[] signed, Deviations deviations) {
        byte[] attestationKey = state.attestationKey().point();
        byte[] authentication = new byte[32];
        byte[] qeReport = qeReport(
                Digest.sha256(attestationKey, authentication).raw(),
                deviations.foreignEnclave() ? QE_PRODUCT + 1 : QE_PRODUCT);
        byte[] chain = Pem.of(state.pck(), state.ca(), state.root());
        byte[] certification = concat(
                qeReport,
                state.pckKey().sign(qeReport),
                u16(authentication.length),
                authentication,
                u16(5),
                u32(chain.length),
                chain);
        return concat(
                state.attestationKey().sign(signed), attestationKey, u16(6), u32(certification.length), certification);
    }

    private static byte[] qeReport(byte[] binding, int product) {
        return concat(
                Platform.cpuSvn(),
                new byte[4],
                new byte[28],
                QE_ATTRIBUTES,
                new byte[32],
                new byte[32],
                qeSigner(),
                new byte[96],
                u16(product),
                u16(QE_ISV_SVN),
                new byte[60],
                binding,
                new byte[32]);
    }

    private static byte[] teeTcbSvn(int moduleVersion, int moduleSvn) {
        byte[] svn = new byte[16];
        svn[0] = (byte) moduleSvn;
        svn[1] = (byte) moduleVersion;
        svn[2] = MICROCODE_SVN;
        return svn;
    }

    private static byte[] u16(int value) {
        return ByteBuffer.allocate(2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) value)
                .array();
    }

    private static byte[] u32(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] u64(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
