package network.cocoon.domain.settlement;

import java.util.regex.Pattern;

/** An account of the chain in its one spelling: workchain, colon, 64 lower-case hexadecimal digits. */
final class RawAddress {

    private static final Pattern FORM = Pattern.compile("(0|-1):[0-9a-f]{64}");

    private RawAddress() {}

    static boolean is(String text) {
        return FORM.matcher(text).matches();
    }
}
