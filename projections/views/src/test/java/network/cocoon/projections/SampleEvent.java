package network.cocoon.projections;

import java.time.Instant;

/** One event of a generated history, ready to append. */
public record SampleEvent(String stream, String aggregate, long sequence, Object event, Instant at) {}
