package network.cocoon.domain.kernel;

/** Lower-case hexadecimal text, told without a branch for each character: digits and letters come in no order to guess. */
final class LowerHex {

    /** 0 for what is one, by ASCII code. */
    private static final byte[] FAULTS = faults();

    private LowerHex() {}

    /** Whether every character from {@code from} on is one. */
    static boolean is(String text, int from) {
        int faults = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            faults |= FAULTS[c & 0x7f] | (c >>> 7);
        }
        return faults == 0;
    }

    private static byte[] faults() {
        byte[] faults = new byte[0x80];
        for (char c = 0; c < faults.length; c++) {
            faults[c] = (byte) ("0123456789abcdef".indexOf(c) >= 0 ? 0 : 1);
        }
        return faults;
    }
}
