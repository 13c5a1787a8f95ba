package network.cocoon.ui.security;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two doors: the command API, which checks its callers itself and keeps no session, and the console with sign-in. */
@Configuration("consoleSecurity")
class ConsoleSecurity {

    private static final String[] OPEN = {
        "/cocoon.css", "/cocoon.js", "/cocoon-charts.js", "/favicon.svg", "/webjars/**"
    };

    @Bean
    @Order(1)
    SecurityFilterChain commandApi(HttpSecurity http) throws Exception {
        return http.securityMatcher("/v1/**", "/health/**", "/metrics", "/openapi/**", "/openapi.json", "/error")
                // No cookie authenticates here, so there is nothing to forge.
                .csrf(AbstractHttpConfigurer::disable)
                // Nobody signs in here: what looks after that would only cost each call its time.
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain console(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(
                        requests -> requests.requestMatchers(OPEN).permitAll())
                .with(VaadinSecurityConfigurer.vaadin(), vaadin -> vaadin.loginView(LoginPage.class))
                .build();
    }

    /** Each filter of each call would be timed on its own, and nobody reads that. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    BCryptPasswordEncoder consolePasswords() {
        return new BCryptPasswordEncoder();
    }

    @Bean
    ConsoleUsers consoleUsers(JdbcClient jdbc, BCryptPasswordEncoder passwords, InstantSource clock) {
        return new ConsoleUsers(jdbc, passwords, clock);
    }

    @Bean
    Passwords consolePasswordMaker(SecureRandom random) {
        return new Passwords(random);
    }

    @Bean
    Doorkeeper doorkeeper(ConsoleUsers users) {
        return new Doorkeeper(users);
    }

    @Bean
    Actions consoleActions(ConsoleUsers users, JdbcClient jdbc, InstantSource clock) {
        return new Actions(users, jdbc, clock);
    }

    @Bean
    People people(
            ConsoleUsers users,
            Actions actions,
            Passwords passwords,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        return new People(users, actions, passwords, jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    FirstOperator firstOperator(
            ConsoleUsers users,
            Passwords passwords,
            @Value("${cocoon.data-dir}") Path dataDir,
            @Value("${cocoon.console.reset-password:false}") boolean reset) {
        return new FirstOperator(users, passwords, dataDir, reset);
    }
}
