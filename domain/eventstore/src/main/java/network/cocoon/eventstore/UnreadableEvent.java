package network.cocoon.eventstore;

/**
 * Stands in the place of a stored event that today's code cannot decode, for readers of the whole log: one bad row must
 * not hold up all that come after it. Whoever decides from the stream is refused instead.
 *
 * @param name     under which it is stored
 * @param revision of its bytes
 * @param cause    what the codec said, bounded, without the event's content
 */
public record UnreadableEvent(String name, int revision, String cause) {

    private static final int MOST_CHARACTERS = 200;

    static UnreadableEvent of(String name, int revision, RuntimeException failure) {
        // The first line only: the lines below may quote the payload.
        String said = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String cause = failure.getClass().getSimpleName() + ": " + said;
        return new UnreadableEvent(
                name, revision, cause.length() > MOST_CHARACTERS ? cause.substring(0, MOST_CHARACTERS) : cause);
    }
}
