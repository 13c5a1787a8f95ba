package network.cocoon.eventstore;

import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Under which name this process claims segments of event processors.
 *
 * @param id unique for every start of a process, so that nobody mistakes another's claim for its own
 */
public record TokenOwner(String id) {

    /** A name for this process: its number and host, for people, and a random part. */
    public static TokenOwner ofThisProcess(SecureRandom random) {
        byte[] unique = new byte[4];
        random.nextBytes(unique);
        String name = ManagementFactory.getRuntimeMXBean().getName();
        return new TokenOwner(name + '/' + HexFormat.of().formatHex(unique));
    }
}
