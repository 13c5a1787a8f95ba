package network.cocoon.ui;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;
import java.util.Map;
import network.cocoon.commands.ServerConfiguration;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.commands.settings.NodeRole;
import network.cocoon.eventstore.postgres.DatabaseConfiguration;
import network.cocoon.projections.ViewsConfiguration;
import network.cocoon.projections.feed.FeedDuty;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The operator in one process: command API, views and console over one PostgreSQL. It never holds a plaintext. */
@SpringBootApplication
@Import({
    DatabaseConfiguration.class,
    ServerConfiguration.class,
    ViewsConfiguration.class,
    ChainWork.class,
    ChainReports.class,
    ChainPlaces.class,
    ChainLedger.class,
    ChainRegistry.class,
    ChainExits.class,
    ChainWorkers.class,
    CollateralShelf.class,
    CollateralWorker.class
})
@Push
@ColorScheme(ColorScheme.Value.SYSTEM)
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("context://cocoon.css")
public class CocoonOperator implements AppShellConfigurator {

    static {
        // Axon asks its maker for updates unless the process itself says otherwise.
        System.setProperty("axoniq.update-checker.disabled", "true");
        System.setProperty("disable-axoniq-console-message", "true");
    }

    /** The views are the console's, and any of the operator's workers keeps them fed. */
    @Bean
    FeedDuty feedDuty(CocoonSettings settings) {
        return new FeedDuty(
                settings.node().does(NodeRole.CONSOLE) || settings.node().does(NodeRole.OPERATOR_WORKERS));
    }

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.addLink("shortcut icon", Map.of("rel", "icon", "type", "image/svg+xml", "href", "favicon.svg"));
        settings.addMetaTag("robots", "noindex");
    }

    /** Settings as Spring Boot reads them; {@code cocoon.*} are described in the README. */
    public static void main(String[] args) {
        SpringApplication.run(CocoonOperator.class, args);
    }
}
