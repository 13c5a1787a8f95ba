package network.cocoon.workers.gpu.doctor;

/**
 * What one look came to.
 *
 * @param code stable; {@code OK} where nothing is wrong
 * @param said what was found
 * @param todo what to do about it; empty where nothing is wrong
 */
public record Finding(String code, String said, String todo) {

    public static Finding good(String said) {
        return new Finding("OK", said, "");
    }

    public static Finding bad(String code, String said, String todo) {
        return new Finding(code, said, todo);
    }

    public boolean isGood() {
        return code.equals("OK");
    }
}
