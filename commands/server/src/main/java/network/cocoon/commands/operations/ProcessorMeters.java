package network.cocoon.commands.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import network.cocoon.commands.metrics.MetricNames;
import network.cocoon.eventstore.LogTail;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How many events each segment of each event processor on this node is behind the log. */
@Component
class ProcessorMeters {

    private final Processors processors;
    private final LogTail tail;
    private final MultiGauge lag;

    ProcessorMeters(Processors processors, LogTail tail, MeterRegistry registry) {
        this.processors = processors;
        this.tail = tail;
        this.lag =
                MultiGauge.builder(MetricNames.PROCESSOR_LAG).baseUnit("events").register(registry);
    }

    @Scheduled(fixedDelayString = "1s")
    void look() {
        long head = tail.head();
        List<Row<?>> rows = processors.segments().stream()
                .<Row<?>>map(segment -> Row.of(
                        Tags.of("processor", segment.processor(), "segment", Integer.toString(segment.segment())),
                        Math.max(0, head - segment.position())))
                .toList();
        lag.register(rows, true);
    }
}
