package network.cocoon.eventstore;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Events of the tests: a toy was moved. */
final class ToyCodec implements PayloadCodec {
    record Moved(String to) {}

    @Override
    public Encoded encode(Object event) {
        return switch (event) {
            case Moved moved -> new Encoded("toy.Moved", 2, moved.to().getBytes(UTF_8));
            default -> throw new IllegalArgumentException("not a toy event");
        };
    }

    @Override
    public Object decode(String name, int revision, byte[] payload) {
        String to = new String(payload, UTF_8);
        return switch (revision) {
            case 1 -> new Moved(to + " (upcast)");
            case 2 -> new Moved(to);
            default -> throw new IllegalArgumentException("unknown revision");
        };
    }
}
