package network.cocoon.wire.ton;

import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.TonFormatException.Code;

/** A standard address: workchain and account id. Source: docs.ton.org, "Smart contract addresses". */
public record TonAddress(byte workchain, Digest hash) {

    private static final int BOUNCEABLE = 0x11;
    private static final int NON_BOUNCEABLE = 0x51;
    private static final int TEST_ONLY = 0x80;

    /** The address of a contract in the base workchain that is deployed with this StateInit. */
    public static TonAddress ofStateInit(Cell stateInit) {
        return new TonAddress((byte) 0, stateInit.hash());
    }

    /** Raw ({@code 0:64 hex}) or friendly (48 characters of either base64). */
    public static TonAddress parse(String text) {
        return text.indexOf(':') >= 0 ? raw(text) : friendly(text);
    }

    public String raw() {
        return workchain + ":" + hash.hex();
    }

    public String friendly(boolean bounceable, boolean testOnly) {
        byte[] out = new byte[36];
        out[0] = (byte) ((bounceable ? BOUNCEABLE : NON_BOUNCEABLE) | (testOnly ? TEST_ONLY : 0));
        out[1] = workchain;
        System.arraycopy(hash.raw(), 0, out, 2, 32);
        int crc = Crc16.of(out, 0, 34);
        out[34] = (byte) (crc >> 8);
        out[35] = (byte) crc;
        return Base64.getUrlEncoder().encodeToString(out);
    }

    private static TonAddress raw(String text) {
        int colon = text.indexOf(':');
        String workchain = text.substring(0, colon);
        if (!workchain.equals("0") && !workchain.equals("-1")) {
            throw new TonFormatException(Code.NOT_AN_ADDRESS, "the workchain is 0 or -1");
        }
        String hex = text.substring(colon + 1);
        if (!hex.matches("[0-9a-fA-F]{64}")) {
            throw new TonFormatException(Code.NOT_AN_ADDRESS, "an account id has 64 hexadecimal characters");
        }
        return new TonAddress(Byte.parseByte(workchain), new Digest(hex.toLowerCase(Locale.ROOT)));
    }

    private static TonAddress friendly(String text) {
        if (text.length() != 48) {
            throw new TonFormatException(Code.NOT_AN_ADDRESS, "an address has 48 characters, or a colon");
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
        } catch (IllegalArgumentException e) {
            throw new TonFormatException(Code.NOT_AN_ADDRESS, "an address is base64");
        }
        int tag = bytes[0] & 0x7F;
        int crc = ((bytes[34] & 0xFF) << 8) | (bytes[35] & 0xFF);
        if ((tag != BOUNCEABLE && tag != NON_BOUNCEABLE) || (bytes[1] != 0 && bytes[1] != -1)) {
            throw new TonFormatException(Code.NOT_AN_ADDRESS, "an address has a known tag and workchain");
        }
        if (crc != Crc16.of(bytes, 0, 34)) {
            throw new TonFormatException(Code.NOT_AN_ADDRESS, "an address ends with its checksum");
        }
        return new TonAddress(bytes[1], Digest.of(Arrays.copyOfRange(bytes, 2, 34)));
    }

    @Override
    public String toString() {
        return raw();
    }
}
