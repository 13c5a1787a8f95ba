package network.cocoon.domain.attestation.gpu;

import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_GPU_EVIDENCE;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.codec.ByteCursor;
import network.cocoon.domain.kernel.Bytes;

/**
 * A GET_MEASUREMENTS request with its response, as one byte string (DMTF DSP0274 1.1, sections 10.11 and 10.11.1);
 * nothing in it is believed yet.
 *
 * @param nonce of the request, 32 bytes: the verifier's
 * @param measurements by index; SHA-384, 48 bytes each
 * @param signed everything before the signature, request included
 */
public record SpdmReport(
        Bytes nonce, Map<Integer, Bytes> measurements, OpaqueData opaque, byte[] signed, BigInteger r, BigInteger s) {

    private static final int MAX_LENGTH = 64 * 1024;
    private static final int VERSION = 0x11;
    private static final int GET_MEASUREMENTS = 0xe0;
    private static final int MEASUREMENTS = 0x60;
    private static final int SIGNATURE_ASKED = 1;
    private static final int ALL = 0xff;
    private static final int DMTF = 1;
    private static final int DIGEST = 48;

    public SpdmReport {
        measurements = Map.copyOf(measurements);
    }

    public static SpdmReport parse(byte[] data) throws RefusedException {
        if (data.length > MAX_LENGTH) {
            throw malformed("evidence has at most " + MAX_LENGTH + " bytes");
        }
        ByteCursor in = new ByteCursor(data, MALFORMED_GPU_EVIDENCE);
        expect(in, VERSION, "the request's version");
        expect(in, GET_MEASUREMENTS, "the request's code");
        expect(in, SIGNATURE_ASKED, "whether a signature was asked for");
        expect(in, ALL, "which measurements were asked for");
        Bytes nonce = in.bytes(32, "the request's nonce");
        in.skip(1, "the slot");
        expect(in, VERSION, "the response's version");
        expect(in, MEASUREMENTS, "the response's code");
        in.skip(2, "the response's parameters");
        int blocks = in.u8("the number of blocks");
        ByteCursor record = in.slice(in.u24("the length of the measurements"), "the measurements");
        Map<Integer, Bytes> measurements = measurements(record, blocks);
        in.skip(32, "the device's nonce");
        OpaqueData opaque = OpaqueData.read(in.slice(in.u16("the length of the opaque data"), "the opaque data"));
        byte[] signed = in.upTo(in.position()).toArray();
        BigInteger r = new BigInteger(1, in.take(DIGEST, "the signature"));
        BigInteger s = new BigInteger(1, in.take(DIGEST, "the signature"));
        in.finish("the signature");
        return new SpdmReport(nonce, measurements, opaque, signed, r, s);
    }

    private static Map<Integer, Bytes> measurements(ByteCursor in, int blocks) throws RefusedException {
        Map<Integer, Bytes> measurements = new TreeMap<>();
        for (int i = 0; i < blocks; i++) {
            int index = in.u8("a block's index");
            expect(in, DMTF, "a block's specification");
            if (in.u16("a block's size") != DIGEST + 3) {
                throw malformed("a block that is no SHA-384 measurement");
            }
            in.skip(1, "a measurement's type");
            if (in.u16("a measurement's size") != DIGEST) {
                throw malformed("a measurement that is no SHA-384 digest");
            }
            if (measurements.put(index, in.bytes(DIGEST, "a measurement")) != null) {
                throw malformed("measurement " + index + " stands twice");
            }
        }
        in.finish("the last block");
        return measurements;
    }

    private static void expect(ByteCursor in, int value, String what) throws RefusedException {
        int found = in.u8(what);
        if (found != value) {
            throw malformed(what + " is " + found + ", not " + value);
        }
    }

    private static RefusedException malformed(String detail) {
        return new RefusedException(MALFORMED_GPU_EVIDENCE, detail);
    }
}
