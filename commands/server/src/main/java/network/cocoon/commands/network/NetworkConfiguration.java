package network.cocoon.commands.network;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HexFormat;
import network.cocoon.commands.settings.CocoonSettings;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration("networkIdentityConfiguration")
class NetworkConfiguration {

    private static final int NAME_BYTES = 16;

    @Bean
    @DependsOnDatabaseInitialization
    NetworkIdentity networkIdentity(JdbcClient jdbc, CocoonSettings settings, SecureRandom random) {
        byte[] name = new byte[NAME_BYTES];
        random.nextBytes(name);
        return new StoredNetworkIdentity(jdbc, settings.mode(), HexFormat.of().formatHex(name));
    }

    /** Its public half goes to the database, where an auditor finds it. */
    @Bean
    @DependsOnDatabaseInitialization
    LogKey logKey(JdbcClient jdbc, CocoonSettings settings, SecureRandom random, InstantSource clock) {
        LogKey key = new FileLogKey(settings.dataDir().resolve("log.key"), random);
        jdbc.sql("INSERT INTO log_key (public_key, since) VALUES (:key, :since) ON CONFLICT DO NOTHING")
                .param("key", key.publicKey().toArray())
                .param("since", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return key;
    }
}
