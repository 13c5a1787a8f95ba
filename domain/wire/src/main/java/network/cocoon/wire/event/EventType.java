package network.cocoon.wire.event;

/**
 * One kind of event as the log knows it.
 *
 * @param name     stable, for example {@code inference.Completed}; never a Java name
 * @param type     the record it is read into
 * @param revision of its JSON, from 1
 */
public record EventType(String name, Class<?> type, int revision) {

    /** The stream's kind, for example {@code inference}. */
    public String stream() {
        return name.substring(0, name.indexOf('.'));
    }
}
