package network.cocoon.commands.metrics;

/**
 * The names of all our metrics, here only: nothing else but a setting may look like one. In Prometheus' text dots are
 * underscores, and the unit and the kind follow.
 */
public final class MetricNames {

    public static final String COMMANDS = "cocoon.commands";
    public static final String COMMAND_DURATION = "cocoon.command.duration";
    public static final String REQUESTS = "cocoon.requests";
    public static final String REFUSALS = "cocoon.api.refusals";
    public static final String PROCESSOR_LAG = "cocoon.processor.lag";
    public static final String FEED_WORKERS = "cocoon.feed.workers";
    public static final String FEED_BEHIND = "cocoon.feed.behind";
    public static final String FEED_DELIVERY = "cocoon.feed.delivery";
    public static final String RELAY_OPEN = "cocoon.relay.open";
    public static final String RELAY_HELD = "cocoon.relay.held";
    public static final String RELAY_FRAMES = "cocoon.relay.frames";
    public static final String RELAY_BLOCKED = "cocoon.relay.blocked";
    public static final String QUEUE = "cocoon.scheduler.queue";
    public static final String QUEUE_OLDEST = "cocoon.scheduler.oldest";
    public static final String EXPECTED_WAIT = "cocoon.scheduler.expected.wait";
    public static final String ASSIGN = "cocoon.scheduler.assign";
    public static final String LEADING = "cocoon.sequencer.leading";
    public static final String BATCH = "cocoon.sequencer.batch";
    public static final String INDEX_DELAY = "cocoon.sequencer.delay";
    public static final String LOG_HEAD = "cocoon.log.head";

    private MetricNames() {}
}
