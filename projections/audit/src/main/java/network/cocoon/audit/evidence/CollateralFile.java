package network.cocoon.audit.evidence;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.json.JsonException;
import network.cocoon.domain.attestation.json.JsonObject;
import network.cocoon.domain.attestation.json.JsonReader;
import network.cocoon.domain.kernel.Bytes;

/**
 * A bundle of collateral as verifiers in the field store it: one JSON object with {@code tcb_info}, {@code qe_identity},
 * their signatures and issuer chains, {@code root_ca_crl}, {@code pck_crl} and {@code pck_crl_issuer_chain}. Signed
 * documents are texts, signatures hexadecimal; revocation lists are DER in hexadecimal or base64, or PEM; chains are PEM,
 * percent-encoded or not, as Intel's headers have them, with either kind of line end. Spellings are undone here, nothing is judged.
 */
final class CollateralFile {

    static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final String CRL_BEGIN = "-----BEGIN X509 CRL-----";
    private static final String CRL_END = "-----END X509 CRL-----";

    private CollateralFile() {}

    static Collateral read(Path file) throws EvidenceException {
        byte[] bytes = BoundedFile.read(file, MAX_BYTES);
        try {
            JsonObject bundle = JsonObject.of(JsonReader.read(bytes, MAX_BYTES), "the bundle");
            return new Collateral(
                    text(bundle, "tcb_info"),
                    bundle.hex("tcb_info_signature", 64),
                    chain(bundle, "tcb_info_issuer_chain"),
                    text(bundle, "qe_identity"),
                    bundle.hex("qe_identity_signature", 64),
                    chain(bundle, "qe_identity_issuer_chain"),
                    crl(bundle, "root_ca_crl"),
                    crl(bundle, "pck_crl"),
                    chain(bundle, "pck_crl_issuer_chain"));
        } catch (JsonException | IllegalArgumentException e) {
            throw new EvidenceException(EvidenceFault.MALFORMED_COLLATERAL, file + ": " + e.getMessage());
        }
    }

    private static Bytes text(JsonObject bundle, String name) throws JsonException {
        return utf8(bundle.text(name));
    }

    private static Bytes chain(JsonObject bundle, String name) throws JsonException {
        String text = bundle.text(name);
        // A plus in PEM is a plus, so only a text that is encoded as a whole is decoded.
        String plain = text.startsWith("-----BEGIN%20") ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text;
        return utf8(plain.replace("\r\n", "\n"));
    }

    private static Bytes crl(JsonObject bundle, String name) throws JsonException {
        String text = bundle.text(name).strip();
        if (text.startsWith(CRL_BEGIN) && text.endsWith(CRL_END)) {
            return Bytes.of(Base64.getMimeDecoder()
                    .decode(text.substring(CRL_BEGIN.length(), text.length() - CRL_END.length())));
        }
        // A list is a DER sequence with a length of two bytes or one: "3082..." and "3081..." are no base64 of one.
        return Bytes.of(
                text.startsWith("308")
                        ? HexFormat.of().parseHex(text)
                        : Base64.getDecoder().decode(text));
    }

    private static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
