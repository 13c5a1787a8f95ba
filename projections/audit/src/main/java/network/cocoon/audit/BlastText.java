package network.cocoon.audit;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.json.CocoonJson;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What one measurement could read, for people and for programs. Amounts in nanoton. */
final class BlastText {

    private BlastText() {}

    static String json(Digest measurement, BlastBook book) {
        JsonMapper json = CocoonJson.mapper();
        ObjectNode node = json.createObjectNode();
        node.put("measurement", measurement.hex());
        node.put("keys", book.keys());
        var requests = node.putArray("requests");
        for (BlastBook.Row row : book.rows()) {
            ObjectNode one = requests.addObject()
                    .put("request", row.request().value())
                    .put("account", row.account().value())
                    .put("worker", row.worker().value())
                    .put("askedAt", row.askedAt().toString())
                    .put("assignedAt", row.assignedAt().toString())
                    .put("outcome", row.outcome())
                    .put("cost", row.cost().toString())
                    .put("reward", row.reward().toString());
            if (row.endedAt() != null) {
                one.put("endedAt", row.endedAt().toString());
            }
        }
        return json.writeValueAsString(node) + "\n";
    }

    static String table(Digest measurement, BlastBook book) {
        List<BlastBook.Row> rows = book.rows();
        StringBuilder out = new StringBuilder("Measurement " + measurement.hex() + ", " + book.keys()
                + " keys attested under it, " + rows.size() + " requests assigned to them, amounts in nanoton\n");
        Map<String, Sum> apps = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        for (BlastBook.Row row : rows) {
            out.append(row.request())
                    .append("  ")
                    .append(row.account())
                    .append("  ")
                    .append(row.worker())
                    .append("  ")
                    .append(row.assignedAt())
                    .append(" to ")
                    .append(row.endedAt() == null ? "now" : row.endedAt())
                    .append("  ")
                    .append(row.outcome())
                    .append("  ")
                    .append(row.cost())
                    .append('\n');
            String app = row.account().value();
            apps.computeIfAbsent(app, _ -> new Sum()).add(row.cost().value());
            counts.merge(app, 1, Integer::sum);
        }
        BigInteger all = BigInteger.ZERO;
        for (Map.Entry<String, Sum> app : apps.entrySet()) {
            all = all.add(app.getValue().value());
            out.append("app ")
                    .append(app.getKey())
                    .append("  ")
                    .append(counts.get(app.getKey()))
                    .append(" requests  ")
                    .append(app.getValue().value())
                    .append('\n');
        }
        return out.append("in all ").append(all).append('\n').toString();
    }
}
