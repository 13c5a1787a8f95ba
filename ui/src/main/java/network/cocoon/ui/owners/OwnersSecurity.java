package network.cocoon.ui.owners;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/** A third door, open to everybody: files that do nothing but speak to the command API. */
@Configuration("ownersSecurity")
class OwnersSecurity {

    /** Ours, and the bridges of the wallets in {@code wallets.json}. */
    private static final String CONTENT = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self' https://bridge.tonapi.io https://tonconnectbridge.mytonwallet.org"
                    + " https://connect.tonhubapi.com https://walletbot.me",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    @Bean
    @Order(0)
    SecurityFilterChain owners(HttpSecurity http) throws Exception {
        return http.securityMatcher("/owners", "/owners/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                // Nothing is ordered here, and nobody is signed in.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        // A wallet's page in a window that this one opened gets no hold of it.
                        .addHeaderWriter(new StaticHeadersWriter("Cross-Origin-Opener-Policy", "same-origin")))
                .build();
    }
}
