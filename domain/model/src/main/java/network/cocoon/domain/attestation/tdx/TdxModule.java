package network.cocoon.domain.attestation.tdx;

import java.util.List;
import java.util.Locale;
import network.cocoon.domain.attestation.json.JsonException;
import network.cocoon.domain.attestation.json.JsonObject;
import network.cocoon.domain.kernel.Bytes;

/** A TDX module that TCB info knows: the only one ("") before module versions, or "TDX_01" and so on. */
record TdxModule(String id, Bytes mrSigner, Bytes attributes, List<SvnLevel> levels) {

    static TdxModule unversioned(JsonObject module) throws JsonException {
        return new TdxModule("", module.hex("mrsigner", 48), module.hex("attributes", 8), List.of());
    }

    static TdxModule versioned(JsonObject module) throws JsonException {
        return new TdxModule(
                module.text("id").toUpperCase(Locale.ROOT),
                module.hex("mrsigner", 48),
                module.hex("attributes", 8),
                SvnLevel.list(module));
    }
}
