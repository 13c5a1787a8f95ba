package network.cocoon.domain.attestation.tdx;

import static network.cocoon.domain.attestation.check.AttestationRefusal.COLLATERAL_MISMATCH;
import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_QE_IDENTITY;
import static network.cocoon.domain.attestation.check.AttestationRefusal.QE_IDENTITY_MISMATCH;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.json.JsonException;
import network.cocoon.domain.attestation.json.JsonObject;
import network.cocoon.domain.attestation.json.JsonReader;
import network.cocoon.domain.kernel.Bytes;

/** The identity of Intel's quoting enclave, version 2 (PCS API v4, "Get Quoting Enclave Identity"). */
record QeIdentity(
        String id,
        Instant issueDate,
        Instant nextUpdate,
        int evaluation,
        Bytes miscSelect,
        Bytes miscSelectMask,
        Bytes attributes,
        Bytes attributesMask,
        Bytes mrSigner,
        int isvProdId,
        List<SvnLevel> levels) {

    private static final int MAX_BYTES = 64 * 1024;

    static QeIdentity parse(byte[] json) throws RefusedException {
        try {
            JsonObject identity = JsonObject.of(JsonReader.read(json, MAX_BYTES), "QE identity");
            if (identity.number("version", 2) != 2) {
                throw identity.wrong("version is not 2");
            }
            return new QeIdentity(
                    identity.text("id"),
                    identity.time("issueDate"),
                    identity.time("nextUpdate"),
                    identity.number("tcbEvaluationDataNumber", Integer.MAX_VALUE),
                    identity.hex("miscselect", 4),
                    identity.hex("miscselectMask", 4),
                    identity.hex("attributes", 16),
                    identity.hex("attributesMask", 16),
                    identity.hex("mrsigner", 32),
                    identity.number("isvprodid", 0xffff),
                    SvnLevel.list(identity));
        } catch (JsonException e) {
            throw new RefusedException(MALFORMED_QE_IDENTITY, "QE identity: " + e.getMessage());
        }
    }

    /** Refuses an enclave that is not this one; otherwise the level of its security version. */
    SvnLevel match(SgxReport qe, boolean tdx) throws RefusedException {
        String expected = tdx ? "TD_QE" : "QE";
        if (!id.equals(expected)) {
            throw new RefusedException(COLLATERAL_MISMATCH, "an identity of \"" + id + "\", not of " + expected);
        }
        if (!masked(qe.miscSelect(), miscSelectMask).equals(miscSelect)) {
            throw mismatch("MISCSELECT");
        }
        if (!masked(qe.attributes(), attributesMask).equals(attributes) || qe.debug()) {
            throw mismatch("ATTRIBUTES");
        }
        if (!qe.mrSigner().equals(mrSigner)) {
            throw mismatch("MRSIGNER");
        }
        if (qe.isvProdId() != isvProdId) {
            throw mismatch("ISVPRODID");
        }
        return levels.stream()
                .filter(level -> qe.isvSvn() >= level.isvSvn())
                .findFirst()
                .orElseThrow(() -> mismatch("ISVSVN"));
    }

    private static Bytes masked(Bytes value, Bytes mask) {
        byte[] masked = value.toArray();
        byte[] bits = mask.toArray();
        for (int i = 0; i < masked.length; i++) {
            masked[i] &= bits[i];
        }
        return Bytes.of(masked);
    }

    private static RefusedException mismatch(String field) {
        return new RefusedException(QE_IDENTITY_MISMATCH, "the quoting enclave's " + field + " is not Intel's");
    }
}
