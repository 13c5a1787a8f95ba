package network.cocoon.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class FencedTokenStoreTest {

    @Test
    void neitherStoringNorExtendingTakesAClaimThatWasLost() throws SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            JdbcTokenStore store = new EventStoreConfiguration()
                    .tokenStore(
                            database.dataSource(),
                            new SpringDataSourceConnectionProvider(database.dataSource()),
                            new TokenOwner("here"));
            store.initializeTokenSegments("toy", 1, new GlobalSequenceTrackingToken(0));
            store.fetchToken("toy", 0);
            store.extendClaim("toy", 0);
            store.storeToken(new GlobalSequenceTrackingToken(7), "toy", 0);

            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            jdbc.sql("UPDATE token_entry SET owner = NULL, token = '{\"index\":0}'::text::bytea")
                    .update();
            assertThatThrownBy(() -> store.extendClaim("toy", 0)).isInstanceOf(UnableToClaimTokenException.class);
            assertThatThrownBy(() -> store.storeToken(new GlobalSequenceTrackingToken(8), "toy", 0))
                    .isInstanceOf(UnableToClaimTokenException.class);
            assertThat(store.fetchToken("toy", 0)).isEqualTo(new GlobalSequenceTrackingToken(0));
            store.storeToken(new GlobalSequenceTrackingToken(1), "toy", 0);
        }
    }
}
