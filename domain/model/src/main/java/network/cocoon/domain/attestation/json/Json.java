package network.cocoon.domain.attestation.json;

import java.util.List;
import java.util.Map;

/** A JSON value. Numbers are whole, as in every document read here. */
public sealed interface Json {

    record Obj(Map<String, Json> members) implements Json {

        public Obj {
            members = Map.copyOf(members);
        }
    }

    record Arr(List<Json> elements) implements Json {

        public Arr {
            elements = List.copyOf(elements);
        }
    }

    record Text(String value) implements Json {}

    record Num(long value) implements Json {}

    record Bool(boolean value) implements Json {}

    record Null() implements Json {}
}
