package network.cocoon.commands.workers;

import java.time.Instant;
import java.time.InstantSource;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.commands.settings.NodeRole;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.worker.WorkerCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Says in the log that a worker's feed has been silent for too long, and that it is back. */
@Component
class LivenessWatch implements SchedulingConfigurer {

    private static final Logger LOG = LoggerFactory.getLogger(LivenessWatch.class);

    private final WorkerTable table;
    private final WorkerOrders orders;
    private final CocoonSettings.Workers settings;
    private final InstantSource clock;
    private final boolean looks;
    private final Instant started;

    LivenessWatch(WorkerTable table, WorkerOrders orders, CocoonSettings settings, InstantSource clock) {
        this.table = table;
        this.orders = orders;
        this.settings = settings.workers();
        this.looks = settings.node().does(NodeRole.OPERATOR_WORKERS);
        this.clock = clock;
        this.started = clock.instant();
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        if (looks) {
            tasks.addFixedDelayTask(this::look, settings.watchEvery());
        }
    }

    void look() {
        try {
            Instant now = clock.instant();
            Instant since = now.minus(settings.lostAfter());
            table.lostButSeen(since).forEach(worker -> back(worker, now));
            // While this server was down nobody could be heard: silence counts from its start.
            if (started.isBefore(since)) {
                table.activeButSilent(since).forEach(silent -> lost(silent, now));
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("workers' silence could not be looked at: {}", e.getClass().getSimpleName());
        }
    }

    private void lost(WorkerTable.Silent silent, Instant now) {
        order(new WorkerCommand.MarkLost(silent.worker(), silent.lastSeen(), now));
        LOG.info("worker {} is lost, last seen {}", silent.worker(), silent.lastSeen());
    }

    private void back(WorkerId worker, Instant now) {
        order(new WorkerCommand.Activate(worker, now));
        LOG.info("worker {} is back", worker);
    }

    private void order(WorkerCommand command) {
        try {
            orders.byServer(command);
        } catch (RefusedException e) {
            LOG.info("worker {}: {}", command.worker(), e.rejection().code().name());
        }
    }
}
