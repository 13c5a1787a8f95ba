package network.cocoon.domain.attestation.tdx;

import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_TCB_INFO;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.json.JsonException;
import network.cocoon.domain.attestation.json.JsonObject;
import network.cocoon.domain.attestation.json.JsonReader;
import network.cocoon.domain.kernel.Bytes;

/**
 * TCB info of version 2 (SGX) or 3 (PCS API v4, "Get TCB Info").
 *
 * @param levels newest first, as served
 */
record TcbInfo(
        boolean tdx,
        Instant issueDate,
        Instant nextUpdate,
        Bytes fmspc,
        Bytes pceId,
        int evaluation,
        Optional<TdxModule> module,
        List<TdxModule> modules,
        List<TcbLevel> levels) {

    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_LEVELS = 256;
    private static final int MAX_MODULES = 64;

    static TcbInfo parse(byte[] json) throws RefusedException {
        try {
            return of(JsonObject.of(JsonReader.read(json, MAX_BYTES), "TCB info"));
        } catch (JsonException e) {
            throw new RefusedException(MALFORMED_TCB_INFO, "TCB info: " + e.getMessage());
        }
    }

    private static TcbInfo of(JsonObject info) throws JsonException {
        int version = info.number("version", 3);
        if (version < 2) {
            throw info.wrong("version is neither 2 nor 3");
        }
        // Version 2 knew SGX only and did not name it.
        String id = version == 2 ? "SGX" : info.text("id");
        if (!id.equals("SGX") && !id.equals("TDX")) {
            throw info.wrong("id is neither SGX nor TDX");
        }
        boolean tdx = id.equals("TDX");
        // The one way of comparing levels that is defined.
        info.number("tcbType", 0);
        List<TdxModule> modules = new ArrayList<>();
        if (tdx && info.has("tdxModuleIdentities")) {
            for (JsonObject module : info.objects("tdxModuleIdentities", MAX_MODULES)) {
                modules.add(TdxModule.versioned(module));
            }
        }
        List<TcbLevel> levels = new ArrayList<>();
        for (JsonObject level : info.objects("tcbLevels", MAX_LEVELS)) {
            levels.add(TcbLevel.of(level, version, tdx));
        }
        return new TcbInfo(
                tdx,
                info.time("issueDate"),
                info.time("nextUpdate"),
                info.hex("fmspc", 6),
                info.hex("pceId", 2),
                info.number("tcbEvaluationDataNumber", Integer.MAX_VALUE),
                tdx ? Optional.of(TdxModule.unversioned(info.object("tdxModule"))) : Optional.empty(),
                List.copyOf(modules),
                List.copyOf(levels));
    }
}
