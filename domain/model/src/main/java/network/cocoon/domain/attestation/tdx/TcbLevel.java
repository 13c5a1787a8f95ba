package network.cocoon.domain.attestation.tdx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import network.cocoon.domain.attestation.json.JsonException;
import network.cocoon.domain.attestation.json.JsonObject;

/**
 * A row of TCB info: platforms at least this new have this status.
 *
 * @param tdx empty in TCB info for SGX
 */
record TcbLevel(List<Integer> sgx, int pceSvn, List<Integer> tdx, TcbStatus status, List<String> advisories) {

    private static final int COMPONENTS = 16;

    TcbLevel {
        sgx = List.copyOf(sgx);
        tdx = List.copyOf(tdx);
        advisories = List.copyOf(advisories);
    }

    static TcbLevel of(JsonObject level, int version, boolean tdx) throws JsonException {
        JsonObject tcb = level.object("tcb");
        return new TcbLevel(
                version == 2 ? flat(tcb) : components(tcb, "sgxtcbcomponents"),
                tcb.number("pcesvn", 0xffff),
                tdx ? components(tcb, "tdxtcbcomponents") : List.of(),
                SvnLevel.status(level),
                SvnLevel.advisories(level));
    }

    boolean coversSgx(PckExtension platform) {
        return allAtLeast(platform.components(), sgx, 0) && platform.pceSvn() >= pceSvn;
    }

    /**
     * Where the module's version is not 0, its own identity judges the first two numbers, so they are left out here
     * (Intel's quote verification library, TcbLevelCheck).
     */
    boolean coversTdx(List<Integer> teeTcbSvn) {
        return allAtLeast(teeTcbSvn, tdx, teeTcbSvn.get(1) > 0 ? 2 : 0);
    }

    private static boolean allAtLeast(List<Integer> have, List<Integer> need, int from) {
        for (int i = from; i < COMPONENTS; i++) {
            if (have.get(i) < need.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static List<Integer> flat(JsonObject tcb) throws JsonException {
        List<Integer> components = new ArrayList<>();
        for (int i = 1; i <= COMPONENTS; i++) {
            components.add(tcb.number(String.format(Locale.ROOT, "sgxtcbcomp%02dsvn", i), 0xff));
        }
        return components;
    }

    private static List<Integer> components(JsonObject tcb, String name) throws JsonException {
        List<Integer> components = new ArrayList<>();
        for (JsonObject component : tcb.objects(name, COMPONENTS)) {
            components.add(component.number("svn", 0xff));
        }
        if (components.size() != COMPONENTS) {
            throw tcb.wrong(name + " does not have 16 components");
        }
        return components;
    }
}
