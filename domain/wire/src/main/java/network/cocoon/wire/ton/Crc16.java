package network.cocoon.wire.ton;

/** CRC-16/XMODEM, which TON uses for addresses and for the numbers of get-methods. */
public final class Crc16 {

    private static final int POLYNOMIAL = 0x1021;

    private Crc16() {}

    public static int of(byte[] bytes, int from, int to) {
        int crc = 0;
        for (int i = from; i < to; i++) {
            crc ^= (bytes[i] & 0xFF) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
            }
        }
        return crc & 0xFFFF;
    }
}
