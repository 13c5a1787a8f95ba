package network.cocoon.commands;

import java.security.SecureRandom;
import java.time.InstantSource;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.commands.settings.NodeRole;
import network.cocoon.eventstore.EventStoreConfiguration;
import network.cocoon.eventstore.LogDuty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The whole command side. An executable imports this and brings a data source. */
@Configuration("cocoonServerConfiguration")
@ComponentScan
@EnableScheduling
@EnableConfigurationProperties(CocoonSettings.class)
@Import(EventStoreConfiguration.class)
public class ServerConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    LogDuty logDuty(CocoonSettings settings) {
        return new LogDuty(settings.node().does(NodeRole.OPERATOR_WORKERS));
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }
}
