package network.cocoon.commands.node;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration("cocoonNodeWebConfiguration")
class NodeWebConfiguration implements WebMvcConfigurer {

    private final RelayGate gate;
    private final DrainGate drain;

    NodeWebConfiguration(RelayGate gate, DrainGate drain) {
        this.gate = gate;
        this.drain = drain;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(drain).addPathPatterns(DrainGate.PATHS);
        registry.addInterceptor(gate).addPathPatterns(RelayGate.PATHS);
    }
}
