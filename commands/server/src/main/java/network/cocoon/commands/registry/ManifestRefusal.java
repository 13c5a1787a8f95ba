package network.cocoon.commands.registry;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Why a release manifest is not installed. */
public enum ManifestRefusal implements Refusal {
    MALFORMED_MANIFEST,
    /** Too few of the pinned release keys signed it. */
    INVALID_MANIFEST_SIGNATURE,
    /** A later version, or another manifest of this version, is installed. */
    STALE_MANIFEST;

    @Override
    public Actor mustAct() {
        return Actor.OPERATOR;
    }
}
