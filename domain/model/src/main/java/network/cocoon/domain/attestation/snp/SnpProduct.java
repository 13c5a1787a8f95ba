package network.cocoon.domain.attestation.snp;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import network.cocoon.domain.kernel.Digest;

/**
 * AMD's products, each under a root of its own: SHA-256 of the DER of its ARK, as AMD's key distribution service gives it.
 */
public enum SnpProduct {
    MILAN("69d063b45344d26a2e94e1f4210de49ef555308287d4c174445c95639a540bcd", 0x19, 0x00, 0x0f),
    GENOA("4c6598d19c18719c5dfd4a7d335f674e5bfe1d8f800cea2cf270c10d103db2f1", 0x19, 0x10, 0xaf),
    TURIN("1f084161a44bb6d93778a904877d4819cafa5d05ef4193b2ded9dd9c73dd3f6a", 0x1a, 0x00, 0x1f);

    private final String root;
    private final int family;
    private final int firstModel;
    private final int lastModel;

    SnpProduct(String root, int family, int firstModel, int lastModel) {
        this.root = root;
        this.family = family;
        this.firstModel = firstModel;
        this.lastModel = lastModel;
    }

    static Map<Digest, SnpProduct> byRoot() {
        return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(SnpProduct::root, p -> p));
    }

    /** Whether the report may be of it; one of version 2 does not say. */
    boolean made(SnpReport report) {
        return report.version() < 3
                || (report.family() == family && report.model() >= firstModel && report.model() <= lastModel);
    }

    /** How many bytes of the 64 a chip's id has. */
    int chipIdLength() {
        return this == TURIN ? 8 : 64;
    }

    private Digest root() {
        return new Digest(root);
    }
}
