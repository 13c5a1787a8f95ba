package network.cocoon.workers.operator.collateral;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.workers.operator.collateral.CollateralFailure.Code;

/**
 * A document with its signature, cut out of an answer such as <code>{"tcbInfo":{...},"signature":"..."}</code> without
 * being read as JSON: what was signed are the very bytes served, and what they say is read only where they are verified.
 */
record SignedDocument(Bytes document, Bytes signature) {

    private static final int SIGNATURE = 128;

    static SignedDocument cut(String member, byte[] body) throws CollateralFailure {
        byte[] head = ascii("{\"" + member + "\":");
        byte[] middle = ascii(",\"signature\":\"");
        byte[] end = ascii("\"}");
        int length = body.length;
        while (length > 0 && (body[length - 1] == '\n' || body[length - 1] == '\r')) {
            length--;
        }
        int signature = length - end.length - SIGNATURE;
        int document = signature - middle.length;
        if (document <= head.length
                || !stands(head, body, 0)
                || !stands(middle, body, document)
                || !stands(end, body, length - end.length)) {
            throw malformed("no " + member + " with a signature behind it");
        }
        try {
            return new SignedDocument(
                    Bytes.of(Arrays.copyOfRange(body, head.length, document)),
                    Bytes.of(HexFormat.of()
                            .parseHex(new String(body, signature, SIGNATURE, StandardCharsets.ISO_8859_1))));
        } catch (IllegalArgumentException e) {
            throw malformed("the signature of " + member + " is not hexadecimal");
        }
    }

    private static boolean stands(byte[] expected, byte[] in, int at) {
        return Arrays.equals(expected, 0, expected.length, in, at, at + expected.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static CollateralFailure malformed(String detail) {
        return new CollateralFailure(Code.ANSWER_MALFORMED, detail);
    }
}
