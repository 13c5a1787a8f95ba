package network.cocoon.commands.dispatch;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import network.cocoon.domain.kernel.Timed;

/**
 * When a command is decided: never before its stream's last event. The time in a command was read before its turn came, and
 * maybe by another node's clock than the last event's.
 */
public final class EventTime {

    private EventTime() {}

    /** The command; where its time lies before the last event's, the same command at that time. */
    @SuppressWarnings("unchecked") // made by the constructor of its own class
    public static <C extends Timed> C notBefore(C command, Instant last) {
        return command.at().isBefore(last) ? (C) at(command, last) : command;
    }

    private static Object at(Timed command, Instant time) {
        // Rare, so that forty kinds of command need no method each for it.
        RecordComponent[] parts = command.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[parts.length];
        Object[] values = new Object[parts.length];
        try {
            for (int i = 0; i < parts.length; i++) {
                types[i] = parts[i].getType();
                values[i] = parts[i].getName().equals("at")
                        ? time
                        : parts[i].getAccessor().invoke(command);
            }
            return command.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a command that is no record with a time", e);
        }
    }
}
