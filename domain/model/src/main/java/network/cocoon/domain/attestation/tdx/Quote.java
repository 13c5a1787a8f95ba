package network.cocoon.domain.attestation.tdx;

import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_QUOTE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.UNSUPPORTED_CERTIFICATION_DATA;

import java.util.HexFormat;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.codec.ByteCursor;
import network.cocoon.domain.kernel.Bytes;

/**
 * An ECDSA quote of version 3, 4 or 5, cut into its parts; nothing in it is believed yet (Intel TDX DCAP Quoting Library
 * API, A.3 and A.4; SGX ECDSA QuoteLibReference, appendix A).
 *
 * @param canonical the quote without the zero padding that a guest's buffer adds
 * @param signedRegion header and body. Identify a quote by this: signature and certificates have many spellings
 * @param attestationKey x || y
 * @param certificationType 5 for a PCK chain
 */
public record Quote(
        int version,
        QuoteBody body,
        Bytes canonical,
        Bytes signedRegion,
        Bytes signature,
        Bytes attestationKey,
        Bytes qeReportBytes,
        SgxReport qeReport,
        Bytes qeReportSignature,
        Bytes qeAuthData,
        int certificationType,
        Bytes certificationData) {

    static final int PCK_CHAIN = 5;
    private static final int MAX_LENGTH = 64 * 1024;
    private static final int ECDSA_P256 = 2;
    private static final long SGX = 0;
    private static final long TDX = 0x81;
    private static final int QE_REPORT_CERTIFICATION = 6;
    private static final Bytes INTEL_QE = Bytes.of(HexFormat.of().parseHex("939a7233f79c4ca9940a0db3957f0607"));

    /** Where the body stands and how long it is. */
    private record Header(int version, long tee, int bodyLength) {}

    public static Quote parse(byte[] data) throws RefusedException {
        if (data.length > MAX_LENGTH) {
            throw malformed("a quote has at most " + MAX_LENGTH + " bytes");
        }
        ByteCursor in = new ByteCursor(data, MALFORMED_QUOTE);
        Header header = header(in);
        QuoteBody body = body(header, in.take(header.bodyLength, "the report body"));
        Bytes signedRegion = in.upTo(in.position());
        ByteCursor signed = in.slice(in.u32("the signature data length"), "the signature data");
        Bytes canonical = in.upTo(in.position());
        in.zeroPadding();

        Bytes signature = signed.bytes(64, "the signature");
        Bytes attestationKey = signed.bytes(64, "the attestation key");
        if (header.version > 3) {
            int outer = signed.u16("the certification data type");
            if (outer != QE_REPORT_CERTIFICATION) {
                throw malformed("outer certification data of type " + outer);
            }
            signed.exactly(signed.u32("the certification data size"), "the certification data");
        }
        byte[] qeReport = signed.take(SgxReport.LENGTH, "the QE report");
        Bytes qeReportSignature = signed.bytes(64, "the QE report's signature");
        Bytes qeAuthData = signed.bytes(signed.u16("the QE authentication data size"), "QE authentication");
        int type = signed.u16("the certification data type");
        signed.exactly(signed.u32("the certification data size"), "the certification data");
        Bytes certification = signed.bytes(signed.remaining(), "the certification data");
        return new Quote(
                header.version,
                body,
                canonical,
                signedRegion,
                signature,
                attestationKey,
                Bytes.of(qeReport),
                SgxReport.read(qeReport),
                qeReportSignature,
                qeAuthData,
                type,
                certification);
    }

    /** The PEM chain, or a refusal where the quote brings only an encrypted platform id. */
    Bytes pckChain() throws RefusedException {
        if (certificationType != PCK_CHAIN) {
            throw new RefusedException(
                    UNSUPPORTED_CERTIFICATION_DATA,
                    "certification data of type " + certificationType + " brings no certificate chain");
        }
        return certificationData;
    }

    private static Header header(ByteCursor in) throws RefusedException {
        int version = in.u16("the version");
        if (version < 3 || version > 5) {
            throw malformed("a quote of version " + version);
        }
        int keyType = in.u16("the attestation key type");
        if (keyType != ECDSA_P256) {
            throw malformed("an attestation key of type " + keyType);
        }
        long tee = in.u32("the TEE type");
        if ((tee != SGX && tee != TDX) || (version == 3 && tee != SGX)) {
            throw malformed("TEE type " + tee + " in a quote of version " + version);
        }
        in.skip(4, "the SVNs");
        if (!in.bytes(16, "the QE vendor").equals(INTEL_QE)) {
            throw malformed("not a quote of Intel's quoting enclave");
        }
        in.skip(20, "the user data");
        if (version < 5) {
            return new Header(version, tee, tee == SGX ? SgxReport.LENGTH : TdReport.LENGTH_1_0);
        }
        int bodyType = in.u16("the body type");
        long bodySize = in.u32("the body size");
        int length =
                switch (bodyType) {
                    case 1 -> SgxReport.LENGTH;
                    case 2 -> TdReport.LENGTH_1_0;
                    case 3 -> TdReport.LENGTH_1_5;
                    default -> throw malformed("a body of type " + bodyType);
                };
        if (bodySize != length || (bodyType == 1) != (tee == SGX)) {
            throw malformed("a body of type " + bodyType + " with " + bodySize + " bytes for TEE type " + tee);
        }
        return new Header(version, tee, length);
    }

    private static QuoteBody body(Header header, byte[] body) throws RefusedException {
        return header.tee == SGX ? SgxReport.read(body) : TdReport.read(body);
    }

    private static RefusedException malformed(String detail) {
        return new RefusedException(MALFORMED_QUOTE, detail);
    }
}
