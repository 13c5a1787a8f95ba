package network.cocoon.domain.attestation.pki;

import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_CERTIFICATE;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import network.cocoon.domain.attestation.check.RefusedException;

/**
 * PEM as Intel writes it and no other way: lines of 64 characters, one newline, canonical base64, nothing between the
 * certificates. PEM text is signed by nobody, so each freedom would let one quote have many spellings.
 */
final class Pem {

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----\n";
    private static final String END = "-----END CERTIFICATE-----";
    private static final int LINE = 64;

    private Pem() {}

    /** Exactly {@code count} certificates, in DER. At the end, newlines and one NUL may stand. */
    static List<byte[]> certificates(byte[] pem, int count) throws RefusedException {
        // ISO-8859-1 keeps every byte apart, so that a byte outside ASCII can never pass for another.
        String text = new String(pem, StandardCharsets.ISO_8859_1);
        List<byte[]> certificates = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                at = newline(text, at);
            }
            if (!text.startsWith(BEGIN, at)) {
                throw malformed("certificate " + (i + 1) + " of " + count + " does not begin where it should");
            }
            int body = at + BEGIN.length();
            int end = text.indexOf(END, body);
            if (end < 0) {
                throw malformed("certificate " + (i + 1) + " of " + count + " does not end");
            }
            certificates.add(decode(text.substring(body, end)));
            at = end + END.length();
        }
        for (int newlines = 0; newlines < 2 && at < text.length() && text.charAt(at) == '\n'; newlines++) {
            at++;
        }
        if (at < text.length() && text.charAt(at) == 0) {
            at++;
        }
        if (at != text.length()) {
            throw malformed("something follows the last certificate");
        }
        return certificates;
    }

    private static byte[] decode(String lines) throws RefusedException {
        StringBuilder base64 = new StringBuilder();
        int at = 0;
        while (at < lines.length()) {
            int end = lines.indexOf('\n', at);
            int length = end - at;
            boolean last = end == lines.length() - 1;
            if (end < 0 || length == 0 || length > LINE || (!last && length != LINE)) {
                throw malformed("a line of base64 does not have its 64 characters");
            }
            base64.append(lines, at, end);
            at = end + 1;
        }
        byte[] der;
        try {
            der = Base64.getDecoder().decode(base64.toString());
        } catch (IllegalArgumentException e) {
            throw malformed("not base64");
        }
        // The decoder ignores stray bits in the last character.
        if (!Base64.getEncoder().encodeToString(der).contentEquals(base64)) {
            throw malformed("base64 that is not canonical");
        }
        return der;
    }

    private static int newline(String text, int at) throws RefusedException {
        if (at >= text.length() || text.charAt(at) != '\n') {
            throw malformed("certificates are not separated by one newline");
        }
        return at + 1;
    }

    private static RefusedException malformed(String detail) {
        return new RefusedException(MALFORMED_CERTIFICATE, "PEM: " + detail);
    }
}
