package network.cocoon.commands.http;

/** Whom a bearer key can speak for. The prefix tells a reader of a configuration file what it is looking at. */
public enum Role {
    APP("cka_"),
    PROVIDER("cko_"),
    WORKER("ckw_");

    private final String prefix;

    Role(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }
}
