package network.cocoon.audit.evidence;

import network.cocoon.domain.attestation.tdx.QuoteVerdict;
import network.cocoon.wire.json.CocoonJson;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One JSON object a line. What could not be judged is refused as well: nobody vouches for it. */
final class QuoteLines {

    private final JsonMapper json = CocoonJson.mapper();

    String pair(String id, Manifest.Pair pair, Judged judged) {
        ObjectNode line = head(id, pair).put("tcb", judged.tcb());
        ArrayNode advisories = line.putArray("advisories");
        ArrayNode flags = line.putArray("flags");
        judged.flags().forEach(flag -> flags.add(flag.name()));
        line.put("strict", judged.strict());
        switch (judged.verdict()) {
            case QuoteVerdict.Genuine g -> g.advisories().forEach(advisories::add);
            case QuoteVerdict.Refused r -> line.put("refusal", r.code().name()).put("detail", r.detail());
        }
        return json.writeValueAsString(line);
    }

    String pair(String id, Manifest.Pair pair, EvidenceException fault) {
        ObjectNode line = head(id, pair).put("tcb", Judged.REJECT);
        line.putArray("advisories");
        line.putArray("flags");
        return failed(line.put("strict", Judged.REJECT), fault);
    }

    String entry(String id, EvidenceException fault) {
        return failed(json.createObjectNode().put("id", id), fault);
    }

    String mutation(Mutation mutation, Judged judged) {
        return json.writeValueAsString(head(mutation).put("strict", judged.strict()));
    }

    String mutation(Mutation mutation, EvidenceException fault) {
        return failed(head(mutation).put("strict", Judged.REJECT), fault);
    }

    String mutation(int index, EvidenceException fault) {
        return failed(json.createObjectNode().put("mutation", index), fault);
    }

    private ObjectNode head(String id, Manifest.Pair pair) {
        return json.createObjectNode()
                .put("id", id)
                .put("collateral", pair.name())
                .put("at", pair.at().getEpochSecond());
    }

    private ObjectNode head(Mutation mutation) {
        return json.createObjectNode().put("base", mutation.base()).put("name", mutation.name());
    }

    private String failed(ObjectNode line, EvidenceException fault) {
        return json.writeValueAsString(line.put("error", fault.fault().name()).put("detail", fault.detail()));
    }
}
