package network.cocoon.projections.requests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import network.cocoon.projections.Rows;

/** A filter as conditions that the indexes of the list can answer, with their values. */
final class RequestWhere {

    private static final Pattern REQUEST_ID = Pattern.compile("[0-9a-f]+");
    /** Sorts after every character that an id or a model's name can have. */
    private static final char LAST = '\uffff';

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> params = new HashMap<>();

    RequestWhere(RequestFilter filter) {
        if (!filter.states().isEmpty()) {
            add(
                    "state IN (:states)",
                    "states",
                    filter.states().stream().map(Enum::name).toList());
        }
        equal("account_id", "account", filter.account());
        equal("coalesce(worker_id, '')", "worker", filter.worker());
        equal("coalesce(provider_id, '')", "provider", filter.provider());
        equal("model", "model", filter.model());
        prefix(filter.text());
        if (filter.from() != null) {
            add("requested_at >= :from", "from", Rows.utc(filter.from()));
        }
        if (filter.upTo() != null) {
            add("requested_at < :upTo", "upTo", Rows.utc(filter.upTo()));
        }
    }

    void add(String condition, String name, Object value) {
        conditions.add(condition);
        params.put(name, value);
    }

    void put(String name, Object value) {
        params.put(name, value);
    }

    private void equal(String column, String name, String value) {
        if (!value.isEmpty()) {
            add(column + " = :" + name, name, value);
        }
    }

    /** A range, for an index answers it whatever the plan was made for. */
    private void prefix(String text) {
        if (text.isEmpty()) {
            return;
        }
        String column;
        if (text.startsWith("app_")) {
            column = "account_id";
        } else if (text.startsWith("gpu_")) {
            column = "coalesce(worker_id, '')";
        } else if (text.startsWith("own_")) {
            column = "coalesce(provider_id, '')";
        } else if (REQUEST_ID.matcher(text).matches()) {
            column = "request_id";
        } else {
            column = "model";
        }
        add(column + " >= :text", "text", text);
        add(column + " < :beyond", "beyond", text + LAST);
    }

    /** With a leading space; empty when nothing is asked for. */
    String sql() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    Map<String, Object> params() {
        return params;
    }
}
