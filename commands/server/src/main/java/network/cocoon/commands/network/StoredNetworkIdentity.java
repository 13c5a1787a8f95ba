package network.cocoon.commands.network;

import network.cocoon.commands.settings.CocoonSettings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The first server to start names the network. */
final class StoredNetworkIdentity implements NetworkIdentity {

    private final String id;

    /** @param fresh 16 random bytes in hexadecimal, used where there is no name yet */
    StoredNetworkIdentity(JdbcClient jdbc, CocoonSettings.Mode mode, String fresh) {
        String prefix =
                switch (mode) {
                    case LOCAL -> "local";
                    case PRODUCTION -> "cocoon";
                };
        jdbc.sql("INSERT INTO network (id) VALUES (:id) ON CONFLICT DO NOTHING")
                .param("id", prefix + "-" + fresh)
                .update();
        this.id = jdbc.sql("SELECT id FROM network").query(String.class).single();
    }

    @Override
    public String networkId() {
        return id;
    }
}
