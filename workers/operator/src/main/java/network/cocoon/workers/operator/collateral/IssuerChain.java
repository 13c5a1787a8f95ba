package network.cocoon.workers.operator.collateral;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.util.HexFormat;
import java.util.List;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.workers.operator.collateral.CollateralFailure.Code;

/** The certificates of who signed an answer: PEM, URL-encoded, in a header of it. */
final class IssuerChain {

    private static final int MAX_HEADER = 16 * 1024;

    private IssuerChain() {}

    static Bytes of(HttpHeaders headers, String name) throws CollateralFailure {
        List<String> values = headers.allValues(name);
        if (values.size() != 1) {
            throw new CollateralFailure(Code.CHAIN_MISSING, values.size() + " headers " + name);
        }
        return decode(name, values.getFirst());
    }

    /** Percent signs only: a plus is a letter of base64 and no space. */
    private static Bytes decode(String name, String value) throws CollateralFailure {
        if (value.length() > MAX_HEADER) {
            throw malformed(name + " has more than " + MAX_HEADER + " characters");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '%') {
                if (i + 2 >= value.length()
                        || !HexFormat.isHexDigit(value.charAt(i + 1))
                        || !HexFormat.isHexDigit(value.charAt(i + 2))) {
                    throw malformed(name + " ends within an encoded character, or has one that is none");
                }
                out.write(HexFormat.fromHexDigits(value, i + 1, i + 3));
                i += 2;
            } else if (c > ' ' && c < 0x7f) {
                out.write(c);
            } else {
                throw malformed(name + " has a character that should be encoded");
            }
        }
        return Bytes.of(out.toByteArray());
    }

    private static CollateralFailure malformed(String detail) {
        return new CollateralFailure(Code.CHAIN_MALFORMED, detail);
    }
}
