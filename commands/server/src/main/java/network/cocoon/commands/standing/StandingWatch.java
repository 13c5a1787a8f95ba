package network.cocoon.commands.standing;

import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.commands.settings.NodeRole;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Has {@link StandingKeys} look, as often as silence is looked for, on the nodes that watch workers. */
@Component
class StandingWatch implements SchedulingConfigurer {

    private static final Logger LOG = LoggerFactory.getLogger(StandingWatch.class);

    private final StandingKeys keys;
    private final CocoonSettings settings;

    StandingWatch(StandingKeys keys, CocoonSettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        if (settings.node().does(NodeRole.OPERATOR_WORKERS)) {
            tasks.addFixedDelayTask(this::look, settings.workers().watchEvery());
        }
    }

    private void look() {
        try {
            keys.look();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("standing keys could not be looked at: {}", e.getClass().getSimpleName());
        }
    }
}
