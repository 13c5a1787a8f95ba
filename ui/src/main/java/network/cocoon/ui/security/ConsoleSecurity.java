package network.cocoon.ui.security;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import java.nio.file.Path;
import java.security.SecureRandom;
import network.cocoon.ui.pages.LoginPage;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;

/** Two doors: the command API, which checks its callers itself and keeps no session, and the console with sign-in. */
@Configuration("consoleSecurity")
class ConsoleSecurity {

    private static final String[] OPEN = {"/cocoon.css", "/cocoon-charts.js", "/favicon.svg", "/webjars/**"};

    @Bean
    @Order(1)
    SecurityFilterChain commandApi(HttpSecurity http) throws Exception {
        return http.securityMatcher("/v1/**", "/actuator/health/**", "/openapi/**", "/openapi.json", "/error")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                // No cookie authenticates here, so there is nothing to forge.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
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

    @Bean
    BCryptPasswordEncoder consolePasswords() {
        return new BCryptPasswordEncoder();
    }

    @Bean
    ConsoleUsers consoleUsers(JdbcClient jdbc, BCryptPasswordEncoder passwords) {
        return new ConsoleUsers(jdbc, passwords);
    }

    @Bean
    FirstOperator firstOperator(
            ConsoleUsers users,
            SecureRandom random,
            @Value("${cocoon.data-dir}") Path dataDir,
            @Value("${cocoon.console.reset-password:false}") boolean reset) {
        return new FirstOperator(users, random, dataDir, reset);
    }
}
