package network.cocoon.domain.attestation.tdx;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.pki.Crl;
import network.cocoon.domain.kernel.Bytes;

/**
 * A signed part of the collateral and its dates, as it states them; nothing is verified. For showing how old it is.
 *
 * @param detail what else a reader asks of it, in words
 */
public record DatedDocument(String name, Instant issued, Instant nextUpdate, String detail) {

    private interface Reader {
        DatedDocument read(byte[] document) throws RefusedException;
    }

    /** Those that can be read at all. */
    public static List<DatedDocument> of(PcsAnswers answers) {
        List<DatedDocument> documents = new ArrayList<>();
        add(documents, answers.tcbInfo(), bytes -> {
            TcbInfo info = TcbInfo.parse(bytes);
            return new DatedDocument(
                    "TCB info",
                    info.issueDate(),
                    info.nextUpdate(),
                    (info.tdx() ? "TDX" : "SGX") + ", FMSPC " + info.fmspc().hex() + ", evaluation " + info.evaluation()
                            + ", " + info.levels().size() + " levels");
        });
        add(documents, answers.qeIdentity(), bytes -> {
            QeIdentity identity = QeIdentity.parse(bytes);
            return new DatedDocument(
                    "QE identity", identity.issueDate(), identity.nextUpdate(), "evaluation " + identity.evaluation());
        });
        add(documents, answers.rootCaCrl(), bytes -> list("root CA's CRL", Crl.parse(bytes)));
        add(documents, answers.pckCrl(), bytes -> list("PCK CA's CRL", Crl.parse(bytes)));
        return List.copyOf(documents);
    }

    private static DatedDocument list(String name, Crl crl) {
        return new DatedDocument(
                name, crl.thisUpdate(), crl.nextUpdate(), crl.revoked().size() + " certificates revoked");
    }

    private static void add(List<DatedDocument> documents, Bytes bytes, Reader reader) {
        try {
            documents.add(reader.read(bytes.toArray()));
        } catch (RefusedException unreadable) {
            // Said by the check that fails for it.
            return;
        }
    }
}
