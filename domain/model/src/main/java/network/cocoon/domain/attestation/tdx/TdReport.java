package network.cocoon.domain.attestation.tdx;

import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_QUOTE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.codec.ByteCursor;
import network.cocoon.domain.kernel.Bytes;

/**
 * A TD report body, 584 bytes (1.0) or 648 bytes (1.5) (Intel TDX DCAP Quoting Library API, A.3 and A.4).
 *
 * @param rtmrs four registers of 48 bytes
 * @param update what only version 1.5 tells
 */
public record TdReport(
        Bytes teeTcbSvn,
        Bytes mrSeam,
        Bytes mrSignerSeam,
        Bytes seamAttributes,
        long tdAttributes,
        long xfam,
        Bytes mrTd,
        Bytes mrConfigId,
        Bytes mrOwner,
        Bytes mrOwnerConfig,
        List<Bytes> rtmrs,
        Bytes reportData,
        Optional<Update> update)
        implements QuoteBody {

    static final int LENGTH_1_0 = 584;
    static final int LENGTH_1_5 = 648;

    /**
     * @param teeTcbSvn2 the TCB that a TD started now would get
     * @param mrServiceTd the service TDs bound to this one
     */
    public record Update(Bytes teeTcbSvn2, Bytes mrServiceTd) {}

    static TdReport read(byte[] body) throws RefusedException {
        ByteCursor in = new ByteCursor(body, MALFORMED_QUOTE);
        return new TdReport(
                in.bytes(16, "TEE_TCB_SVN"),
                in.bytes(48, "MRSEAM"),
                in.bytes(48, "MRSIGNERSEAM"),
                in.bytes(8, "SEAMATTRIBUTES"),
                in.u64("TDATTRIBUTES"),
                in.u64("XFAM"),
                in.bytes(48, "MRTD"),
                in.bytes(48, "MRCONFIGID"),
                in.bytes(48, "MROWNER"),
                in.bytes(48, "MROWNERCONFIG"),
                registers(in),
                in.bytes(64, "REPORTDATA"),
                body.length == LENGTH_1_5
                        ? Optional.of(new Update(in.bytes(16, "TEE_TCB_SVN_2"), in.bytes(48, "MRSERVICETD")))
                        : Optional.empty());
    }

    private static List<Bytes> registers(ByteCursor in) throws RefusedException {
        List<Bytes> registers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            registers.add(in.bytes(48, "RTMR"));
        }
        return List.copyOf(registers);
    }
}
