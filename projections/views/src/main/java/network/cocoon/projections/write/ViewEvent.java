package network.cocoon.projections.write;

/**
 * One event of the log on its way into the views.
 *
 * @param denseIndex its place in the log
 * @param stream     kind of stream, for example {@code inference}
 * @param aggregate  whose event it is; the events of one aggregate arrive in their order, others in any
 * @param sequence   its place in that stream, from 0
 * @param payload    the event record
 */
public record ViewEvent(long denseIndex, String stream, String aggregate, long sequence, Object payload) {}
