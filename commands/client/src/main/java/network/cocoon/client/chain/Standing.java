package network.cocoon.client.chain;

import java.time.Instant;

/** What is known of the registry at one moment. */
public sealed interface Standing {

    /** @param chainTime of the newest block when the lists were read; what is in force only later is not in force */
    record Known(RegistryLists lists, Instant chainTime) implements Standing {}

    /** Nothing that still counts. */
    record Unknown(ChainException why) implements Standing {}
}
