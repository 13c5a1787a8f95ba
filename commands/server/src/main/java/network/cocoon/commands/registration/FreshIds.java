package network.cocoon.commands.registration;

import java.security.SecureRandom;
import java.util.HexFormat;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import org.springframework.stereotype.Component;

/** Ids that nobody can guess and that never meet. */
@Component
public class FreshIds {

    private static final int BYTES = 16;

    private final SecureRandom random;

    FreshIds(SecureRandom random) {
        this.random = random;
    }

    public AccountId account() {
        return new AccountId("app_" + hex());
    }

    public ProviderId provider() {
        return new ProviderId("own_" + hex());
    }

    public WorkerId worker() {
        return new WorkerId("gpu_" + hex());
    }

    private String hex() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
