package network.cocoon.workers.operator.keystore;

/** A keystore, or a password, that cannot be used. The message holds neither. */
public final class KeystoreException extends Exception {

    /** One named way each. */
    public enum Code {
        /** Not there, or not readable. */
        UNREADABLE,
        /** Others than its owner may read or write it. */
        TOO_OPEN,
        /** Not a keystore. */
        NOT_A_KEYSTORE,
        /** Cut off or changed: its checksum does not match. To be restored from a copy. */
        DAMAGED,
        /** It asks for more memory or time than any keystore of ours: opening it would be the attack. */
        UNREASONABLE,
        /** The file is whole, and this password does not open it. (Or someone changed it who could repair the checksum.) */
        WRONG_PASSWORD,
        /** Shorter than 12 bytes, or longer than 1024. */
        UNFIT_PASSWORD,
        /** There is no key of that name. */
        NO_SUCH_KEY,
        /** There is a key or a file of that name; nothing is overwritten. */
        EXISTS,
        /** The name is not one for a key, or there are too many. */
        INVALID_NAME
    }

    private final Code code;

    KeystoreException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
