package network.cocoon.client.http;

import java.util.HashMap;
import java.util.Map;
import network.cocoon.wire.json.CocoonJson;
import org.jspecify.annotations.Nullable;

/**
 * One request to be sent.
 *
 * @param repeatable sending it twice has the effect of sending it once
 * @param maxAnswer  bytes
 */
record Call(
        String method,
        String path,
        byte @Nullable [] body,
        @Nullable String contentType,
        @Nullable String bearer,
        Map<String, String> headers,
        boolean repeatable,
        int maxAnswer) {

    static Call get(String path) {
        return new Call("GET", path, null, null, null, Map.of(), true, Transport.maxJson());
    }

    static Call delete(String path) {
        return new Call("DELETE", path, null, null, null, Map.of(), true, Transport.maxJson());
    }

    static Call post(String path) {
        return new Call("POST", path, null, null, null, Map.of(), false, Transport.maxJson());
    }

    static Call post(String path, Object json) {
        byte[] body = CocoonJson.mapper().writeValueAsBytes(json);
        return new Call("POST", path, body, "application/json", null, Map.of(), false, Transport.maxJson());
    }

    static Call put(String path, Object json) {
        byte[] body = CocoonJson.mapper().writeValueAsBytes(json);
        return new Call("PUT", path, body, "application/json", null, Map.of(), false, Transport.maxJson());
    }

    static Call octets(String method, String path, byte[] body) {
        return new Call(method, path, body, "application/octet-stream", null, Map.of(), false, Transport.maxJson());
    }

    Call as(String bearer) {
        return new Call(method, path, body, contentType, bearer, headers, repeatable, maxAnswer);
    }

    Call accepting(String type) {
        return with("Accept", type);
    }

    Call with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Call(method, path, body, contentType, bearer, Map.copyOf(more), repeatable, maxAnswer);
    }

    Call with(byte[] body) {
        return new Call(method, path, body, contentType, bearer, headers, repeatable, maxAnswer);
    }

    Call sending(String type) {
        return new Call(method, path, body, type, bearer, headers, repeatable, maxAnswer);
    }

    /** The server answers a repeat like the first: by request id, by attempt, or because the same state results. */
    Call repeatedly() {
        return new Call(method, path, body, contentType, bearer, headers, true, maxAnswer);
    }
}
