package network.cocoon.domain.attestation.tdx;

import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_QUOTE;

import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.codec.ByteCursor;
import network.cocoon.domain.kernel.Bytes;

/** An SGX report body, 384 bytes (Intel SGX ECDSA QuoteLibReference, appendix A). */
public record SgxReport(
        Bytes cpuSvn,
        Bytes miscSelect,
        Bytes attributes,
        Bytes mrEnclave,
        Bytes mrSigner,
        int isvProdId,
        int isvSvn,
        Bytes reportData)
        implements QuoteBody {

    static final int LENGTH = 384;

    static SgxReport read(byte[] body) throws RefusedException {
        ByteCursor in = new ByteCursor(body, MALFORMED_QUOTE);
        Bytes cpuSvn = in.bytes(16, "CPUSVN");
        Bytes miscSelect = in.bytes(4, "MISCSELECT");
        in.skip(28, "reserved");
        Bytes attributes = in.bytes(16, "ATTRIBUTES");
        Bytes mrEnclave = in.bytes(32, "MRENCLAVE");
        in.skip(32, "reserved");
        Bytes mrSigner = in.bytes(32, "MRSIGNER");
        in.skip(96, "reserved");
        int isvProdId = in.u16("ISVPRODID");
        int isvSvn = in.u16("ISVSVN");
        in.skip(60, "reserved");
        Bytes reportData = in.bytes(64, "REPORTDATA");
        in.finish("the SGX report");
        return new SgxReport(cpuSvn, miscSelect, attributes, mrEnclave, mrSigner, isvProdId, isvSvn, reportData);
    }

    /** Bit 1 of ATTRIBUTES: anybody with the machine can read the enclave. */
    boolean debug() {
        return (attributes.toArray()[0] & 2) != 0;
    }
}
