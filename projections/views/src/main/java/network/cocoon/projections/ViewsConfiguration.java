package network.cocoon.projections;

import javax.sql.DataSource;
import network.cocoon.eventstore.DedicatedConnections;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/**
 * The read side's beans. The importer brings the event store's configuration, a {@code JdbcClient} on the same
 * database and a {@code java.time.InstantSource}.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan(basePackageClasses = ViewsConfiguration.class)
public class ViewsConfiguration {

    @Bean
    static ViewsChanged viewsChanged(DataSource database) {
        return new ViewsChanged(DedicatedConnections.to(database));
    }
}
