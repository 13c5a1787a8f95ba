package network.cocoon.domain.attestation.tdx;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.attestation.json.JsonException;
import network.cocoon.domain.attestation.json.JsonObject;

/** From which security version on a quoting enclave or a TDX module has this status. */
record SvnLevel(int isvSvn, TcbStatus status, List<String> advisories) {

    private static final int MAX_LEVELS = 64;
    private static final int MAX_ADVISORIES = 256;

    SvnLevel {
        advisories = List.copyOf(advisories);
    }

    static List<SvnLevel> list(JsonObject holder) throws JsonException {
        List<SvnLevel> levels = new ArrayList<>();
        for (JsonObject level : holder.objects("tcbLevels", MAX_LEVELS)) {
            levels.add(new SvnLevel(level.object("tcb").number("isvsvn", 0xffff), status(level), advisories(level)));
        }
        return List.copyOf(levels);
    }

    static TcbStatus status(JsonObject level) throws JsonException {
        String text = level.text("tcbStatus");
        return TcbStatus.served(text).orElseThrow(() -> level.wrong("tcbStatus is none that Intel defines"));
    }

    static List<String> advisories(JsonObject level) throws JsonException {
        return level.texts("advisoryIDs", MAX_ADVISORIES);
    }
}
