package network.cocoon.commands.http;

import java.security.MessageDigest;
import network.cocoon.commands.network.OwnerOnlyFile;
import network.cocoon.commands.settings.CocoonSettings;
import org.springframework.stereotype.Component;

/** The operator's bearer token, made at the first start and kept in an owner-only file. */
@Component
class OperatorToken {

    static final String PREFIX = "ckp_";

    private final byte[] hash;

    OperatorToken(CocoonSettings settings, ApiKeys keys) {
        String text = OwnerOnlyFile.readOrCreate(
                settings.operatorTokenFile(), () -> keys.mint(PREFIX).text());
        this.hash = ApiKeys.hash(text).raw();
    }

    boolean matches(String text) {
        return MessageDigest.isEqual(hash, ApiKeys.hash(text).raw());
    }
}
