package network.cocoon.audit;

import network.cocoon.domain.settlement.Difference;
import network.cocoon.wire.json.CocoonJson;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A reconciliation for people, and for programs. */
final class ReconcileText {

    private ReconcileText() {}

    static String json(ReconcileReport report) {
        JsonMapper json = CocoonJson.mapper();
        ObjectNode node = json.createObjectNode();
        node.put("networkId", report.audit().networkId());
        node.put("ok", report.holds());
        node.put("events", report.audit().events());
        node.put("seqno", report.chain().seqno());
        node.put("seen", report.chain().seen().toString());
        node.put("escrows", report.escrows());
        node.put("batches", report.batches());
        node.put("walletCompared", report.chain().wallet() != null);
        node.put("exit", report.exit());
        node.put("exitCompared", report.chain().exit() != null);
        var differences = node.putArray("differences");
        for (Difference d : report.differences()) {
            ObjectNode one = differences
                    .addObject()
                    .put("name", d.name().name())
                    .put("grade", d.name().grade().name())
                    .put("subject", d.subject())
                    .put("lt", d.lt())
                    .put("log", d.log().toString())
                    .put("chain", d.chain().toString())
                    .put("since", d.since().toString());
            if (d.account() != null) {
                one.put("account", d.account().value());
            }
        }
        Discrepancy discrepancy = report.discrepancy();
        if (discrepancy != null) {
            node.put("discrepancy", discrepancy.toString());
        }
        return json.writeValueAsString(node) + "\n";
    }

    static String table(ReconcileReport report) {
        StringBuilder out = new StringBuilder();
        out.append("Network ").append(report.audit().networkId());
        out.append(", chain at block ").append(report.chain().seqno());
        out.append(" of ").append(report.chain().seen()).append(", amounts in nanoton\n");
        if (report.discrepancy() != null) {
            out.append("DISCREPANCY ").append(report.discrepancy());
            return out.append("\nNothing was compared: such a log means nothing.\n")
                    .toString();
        }
        out.append(report.audit().events())
                .append(" events, ")
                .append(report.escrows())
                .append(" escrows, ");
        out.append(report.batches()).append(" batches of payouts");
        out.append(report.chain().wallet() == null ? ", which were not compared: no wallet was given\n" : "\n");
        if (report.exit()) {
            out.append("an exit");
            out.append(report.chain().exit() == null ? ", which was not compared: none was given\n" : "\n");
        }
        for (Difference d : report.differences()) {
            out.append('\n').append(d.name().alarms() ? "ALARM " : "explained ").append(d.name());
            out.append("\n  ").append(d.name().meaning());
            out.append("\n  ").append(d.subject());
            if (d.account() != null) {
                out.append(", ").append(d.account());
            }
            if (d.lt() != 0) {
                out.append(", transaction ").append(d.lt());
            }
            out.append(", since ").append(d.since());
            out.append("\n  log ")
                    .append(d.log())
                    .append(", chain ")
                    .append(d.chain())
                    .append('\n');
        }
        long alarms = report.alarms();
        out.append(report.differences().isEmpty() ? "" : "\n");
        return out.append(
                        alarms == 0
                                ? "OK: log, vouchers and chain agree; "
                                        + report.differences().size() + " differences are explained.\n"
                                : alarms + " ALARMS\n")
                .toString();
    }
}
