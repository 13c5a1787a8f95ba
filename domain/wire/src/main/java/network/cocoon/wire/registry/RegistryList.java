package network.cocoon.wire.registry;

/** What is listed on chain. The numbers are part of the format. */
public enum RegistryList {
    MEASUREMENTS(0),
    MODELS(1),
    PRICES(2),
    /** Worker keys and platforms, which are only ever revoked. */
    WORKERS(3);

    private final int number;

    RegistryList(int number) {
        this.number = number;
    }

    /** As it stands on chain. */
    public int number() {
        return number;
    }

    static RegistryList of(int number) {
        for (RegistryList list : values()) {
            if (list.number == number) {
                return list;
            }
        }
        throw new IllegalArgumentException("no list has the number " + number);
    }
}
