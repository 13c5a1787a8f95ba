package network.cocoon.wire.event;

import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * One step from an old revision of an event's JSON to the next. The stored bytes never change; this happens on reading.
 *
 * @param name the event's
 * @param from the revision it reads; it gives {@code from + 1}
 * @param step may change and return its argument
 */
public record Upcaster(String name, int from, UnaryOperator<ObjectNode> step) {}
