package network.cocoon.domain.kernel;

/** A typed identifier. In JSON it is its bare text. */
public interface Id {

    /** The text, already checked. */
    String value();

    /** Size first, then characters: {@code prefix} and then {@code hexLength} lower-case hexadecimal characters. */
    static void check(String value, String prefix, int hexLength) {
        if (value.length() != prefix.length() + hexLength) {
            throw new IllegalArgumentException(
                    "an id of this kind has " + (prefix.length() + hexLength) + " characters");
        }
        if (!value.startsWith(prefix)) {
            throw new IllegalArgumentException("an id of this kind starts with " + prefix);
        }
        if (!LowerHex.is(value, prefix.length())) {
            throw new IllegalArgumentException("an id of this kind is lower-case hexadecimal");
        }
    }
}
