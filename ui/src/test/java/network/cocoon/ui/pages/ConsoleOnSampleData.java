package network.cocoon.ui.pages;

import com.vaadin.flow.spring.annotation.EnableVaadin;
import java.security.SecureRandom;
import java.time.InstantSource;
import network.cocoon.eventstore.EventStoreConfiguration;
import network.cocoon.eventstore.PayloadCodec;
import network.cocoon.projections.ViewsConfiguration;
import network.cocoon.ui.CocoonOperator;
import network.cocoon.wire.event.EventCodec;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** Console, views and event store, without the command server: a test writes the log. No component, so that no scan finds it. */
@EnableAutoConfiguration
@EnableVaadin("network.cocoon.ui")
@ComponentScan(
        basePackageClasses = CocoonOperator.class,
        excludeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = CocoonOperator.class))
@Import({EventStoreConfiguration.class, ViewsConfiguration.class})
class ConsoleOnSampleData {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    PayloadCodec payloadCodec() {
        var codec = new EventCodec();
        return new PayloadCodec() {
            @Override
            public Encoded encode(Object event) {
                EventCodec.Encoded encoded = codec.encode(event);
                return new Encoded(encoded.name(), encoded.revision(), encoded.payload());
            }

            @Override
            public Object decode(String name, int revision, byte[] payload) {
                return codec.decode(name, revision, payload);
            }
        };
    }
}
