package network.cocoon.audit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import network.cocoon.audit.AuditReport.AccountBill;
import network.cocoon.audit.AuditReport.ProviderEarning;
import network.cocoon.wire.json.CocoonJson;
import tools.jackson.databind.json.JsonMapper;

/** A report for people, and one for programs. */
final class ReportText {

    private ReportText() {}

    static String json(AuditReport report, long nanos) {
        JsonMapper json = CocoonJson.mapper();
        var node = json.createObjectNode();
        node.put("networkId", report.networkId());
        node.put("ok", report.discrepancy() == null);
        node.put("events", report.events());
        node.put("eventsPerSecond", perSecond(report.events(), nanos));
        node.put("signatures", report.reading().signatures());
        node.put("signaturesChecked", report.reading().checked());
        node.put("timesSteppedBack", report.reading().steppedBack());
        node.put("farthestBackMicros", report.reading().farthestBack());
        node.putObject("tree")
                .put("size", report.tree().size())
                .put("root", report.tree().root().hex())
                .put("sealed", report.tree().sealed())
                .put("anchored", report.tree().anchored());
        node.put("openRequests", report.openRequests());
        var accounts = node.putArray("accounts");
        for (AccountBill bill : report.accounts()) {
            // Amounts are text: a JSON number would lose nanoton in some readers.
            accounts.addObject()
                    .put("account", bill.account())
                    .put("requests", bill.requests())
                    .put("completed", bill.completed())
                    .put("interrupted", bill.interrupted())
                    .put("unpaid", bill.unpaid())
                    .put("tokens", bill.tokens())
                    .put("authorised", bill.authorised().toString())
                    .put("billed", bill.billed().toString())
                    .put("reserved", bill.reserved().toString())
                    .put("free", bill.free().toString());
        }
        var providers = node.putArray("providers");
        for (ProviderEarning earning : report.providers()) {
            providers
                    .addObject()
                    .put("provider", earning.provider())
                    .put("completed", earning.completed())
                    .put("interrupted", earning.interrupted())
                    .put("tokens", earning.tokens())
                    .put("earned", earning.earned().toString());
        }
        AuditReport.Totals t = report.totals();
        node.putObject("totals")
                .put("authorised", t.authorised().toString())
                .put("billed", t.billed().toString())
                .put("earned", t.earned().toString())
                .put("fees", t.fees().toString())
                .put("reserved", t.reserved().toString())
                .put("free", t.free().toString());
        Discrepancy d = report.discrepancy();
        if (d != null) {
            node.putObject("discrepancy")
                    .put("index", d.index())
                    .put("stream", d.stream())
                    .put("aggregate", d.aggregate())
                    .put("rule", d.rule())
                    .put("expected", d.expected())
                    .put("found", d.found());
        }
        return json.writeValueAsString(node) + "\n";
    }

    static String table(AuditReport report, long nanos) {
        StringBuilder out = new StringBuilder();
        out.append("Network ").append(report.networkId()).append(", amounts in nanoton\n\n");
        List<List<String>> accounts = new ArrayList<>();
        accounts.add(List.of(
                "account", "requests", "completed", "interrupted", "unpaid", "tokens", "billed", "reserved", "free"));
        for (AccountBill b : report.accounts()) {
            accounts.add(texts(
                    b.account(),
                    b.requests(),
                    b.completed(),
                    b.interrupted(),
                    b.unpaid(),
                    b.tokens(),
                    b.billed(),
                    b.reserved(),
                    b.free()));
        }
        rows(out, accounts);
        List<List<String>> providers = new ArrayList<>();
        providers.add(List.of("provider", "completed", "interrupted", "tokens", "earned"));
        for (ProviderEarning e : report.providers()) {
            providers.add(texts(e.provider(), e.completed(), e.interrupted(), e.tokens(), e.earned()));
        }
        rows(out, providers);
        AuditReport.Totals t = report.totals();
        out.append("billed ").append(t.billed()).append(" = earned ").append(t.earned());
        out.append(" + fees ").append(t.fees()).append('\n');
        out.append("authorised ").append(t.authorised()).append(" = billed ").append(t.billed());
        out.append(" + reserved ")
                .append(t.reserved())
                .append(" + free ")
                .append(t.free())
                .append('\n');
        out.append(report.events()).append(" events, ").append(perSecond(report.events(), nanos));
        out.append(" a second, ").append(report.openRequests()).append(" requests open\n");
        AuditReport.Reading r = report.reading();
        out.append(r.checked()).append(" of ").append(r.signatures()).append(" signatures checked\n");
        AuditReport.Tree tree = report.tree();
        out.append("root ")
                .append(tree.root().hex())
                .append(" of ")
                .append(tree.size())
                .append(" events");
        out.append(", sealed up to ").append(tree.sealed());
        out.append(", anchored up to ").append(tree.anchored()).append('\n');
        if (r.steppedBack() > 0) {
            out.append("WARNING: ").append(r.steppedBack());
            out.append(" events are older than one ahead of them on another stream, by at most ");
            out.append(r.farthestBack()).append(" us\n");
        }
        out.append(verdict(report)).append('\n');
        return out.toString();
    }

    private static String verdict(AuditReport report) {
        if (report.discrepancy() != null) {
            return "DISCREPANCY " + report.discrepancy();
        }
        return report.reading().checked() == report.reading().signatures()
                ? "OK: every event, signature, price and reservation holds; the ledger adds up to zero."
                : "OK but for the signatures that were not checked: every event, price and reservation holds; the"
                        + " ledger adds up to zero.";
    }

    static long perSecond(long events, long nanos) {
        return nanos <= 0
                ? events
                : BigInteger.valueOf(events)
                        .multiply(BigInteger.valueOf(1_000_000_000))
                        .divide(BigInteger.valueOf(nanos))
                        .longValue();
    }

    private static List<String> texts(Object... values) {
        List<String> texts = new ArrayList<>();
        for (Object value : values) {
            texts.add(value.toString());
        }
        return texts;
    }

    private static void rows(StringBuilder out, List<List<String>> rows) {
        int columns = rows.getFirst().size();
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                int column = c;
                int width = rows.stream()
                        .mapToInt(r -> r.get(column).length())
                        .max()
                        .orElse(0);
                String format = (c == 0 ? "%-" : "%") + width + "s" + (c == columns - 1 ? "\n" : "  ");
                out.append(String.format(Locale.ROOT, format, row.get(c)));
            }
        }
        out.append('\n');
    }
}
