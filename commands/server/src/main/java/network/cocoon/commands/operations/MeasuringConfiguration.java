package network.cocoon.commands.operations;

import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.metrics.Measures;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the measuring around what is measured, which knows nothing of it. */
@Configuration("cocoonMeasuringConfiguration")
class MeasuringConfiguration {

    @Bean
    static BeanPostProcessor measuring(ObjectProvider<Measures> measures) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Dispatcher dispatcher
                        ? new MeasuredDispatcher(dispatcher, measures.getObject())
                        : bean;
            }
        };
    }
}
