package network.cocoon.domain.kernel;

import java.nio.charset.StandardCharsets;

/** Lower-case hexadecimal text, told without a branch for each character: digits and letters come in no order to guess. */
public final class LowerHex {

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** 0 for what is one, by ASCII code. */
    private static final byte[] FAULTS = faults();

    private LowerHex() {}

    /** The text of these bytes. */
    public static String of(byte[] bytes, int from, int to) {
        byte[] text = new byte[2 * (to - from)];
        for (int i = from, j = 0; i < to; i++, j += 2) {
            text[j] = DIGITS[(bytes[i] >> 4) & 0xf];
            text[j + 1] = DIGITS[bytes[i] & 0xf];
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Whether every character from {@code from} on is one. */
    static boolean is(String text, int from) {
        int faults = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            faults |= FAULTS[c & 0x7f] | (c >>> 7);
        }
        return faults == 0;
    }

    static boolean is(byte[] ascii, int from, int to) {
        int faults = 0;
        for (int i = from; i < to; i++) {
            faults |= FAULTS[ascii[i] & 0x7f] | (ascii[i] & 0x80);
        }
        return faults == 0;
    }

    /** The next 16 characters, which are ones. */
    static long number(String text, int from) {
        long value = 0;
        for (int i = from; i < from + 16; i++) {
            value = (value << 4) | digit(text.charAt(i));
        }
        return value;
    }

    static long number(byte[] ascii, int from) {
        long value = 0;
        for (int i = from; i < from + 16; i++) {
            value = (value << 4) | digit(ascii[i]);
        }
        return value;
    }

    /** ASCII has bit 6 in letters only, and nine before their value. */
    private static int digit(int c) {
        return (c & 0xf) + 9 * (c >> 6);
    }

    private static byte[] faults() {
        byte[] faults = new byte[0x80];
        for (char c = 0; c < faults.length; c++) {
            faults[c] = (byte) ("0123456789abcdef".indexOf(c) >= 0 ? 0 : 1);
        }
        return faults;
    }
}
