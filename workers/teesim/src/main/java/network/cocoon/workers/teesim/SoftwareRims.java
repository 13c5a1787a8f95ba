package network.cocoon.workers.teesim;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * Reference manifests as NVIDIA signs them, under a root that nobody meets again: for what {@link SoftwareGpu} measures. Written
 * in canonical form, by hand, so that signer and verifier share no code.
 */
public final class SoftwareRims {

    private static final String SWID = "http://standards.iso.org/iso/19770/-2/2015/schema.xsd";
    private static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    private static final String C14N11 = "http://www.w3.org/2006/12/xml-c14n11";
    private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";
    private static final int FIRST_DRIVER_INDEX = 20;
    private static final int DECODER = 35;
    private static final int INDEXES = 40;

    private final SigningHierarchy hierarchy;

    private SoftwareRims(SigningHierarchy hierarchy) {
        this.hierarchy = hierarchy;
    }

    public static SoftwareRims create(Instant now, SecureRandom random) {
        return new SoftwareRims(SigningHierarchy.create(now, random));
    }

    /** What a verifier of this simulated maker is made with. */
    public byte[] rootDer() {
        return State.der(hierarchy.chain().getLast());
    }

    /** The manifests of the driver and of the VBIOS that {@link SoftwareGpu} states. */
    public List<Bytes> ofSoftwareGpu() {
        return List.of(
                manifest(SoftwareGpu.DRIVER, measured(FIRST_DRIVER_INDEX, INDEXES)),
                manifest(SoftwareGpu.VBIOS, measured(0, FIRST_DRIVER_INDEX)));
    }

    /** What {@link SoftwareGpu} measures at these indexes, counted from 0. */
    public static Map<Integer, List<Bytes>> measured(int from, int to) {
        Map<Integer, List<Bytes>> measured = new TreeMap<>();
        for (int index = from; index < to; index++) {
            if (index != DECODER) {
                measured.put(index, List.of(Bytes.of(SoftwareGpu.firmware("measurement " + (index + 1)))));
            }
        }
        // Its decoder is off: what is said of it does not count.
        if (from <= DECODER && DECODER < to) {
            measured.put(DECODER, List.of(Bytes.of(SoftwareGpu.firmware("a decoder that is on"))));
        }
        return measured;
    }

    /** @param golden what is allowed at each index, 48 bytes each */
    public Bytes manifest(String version, Map<Integer, List<Bytes>> golden) {
        return signed("<SoftwareIdentity xmlns=\"" + SWID + "\" xmlns:ns2=\"http://www.w3.org/2001/04/xmlenc#sha384\""
                + " name=\"GH100\" tagId=\"simulator\" version=\"1.0\">\n"
                + "    <Meta colloquialVersion=\"" + version + "\" product=\"GH100\"></Meta>\n"
                + "    <Payload>\n" + resources(golden) + "    </Payload>\n");
    }

    /** Whatever it says: what stands before the signature, in canonical form. */
    Bytes signed(String open) {
        String signedInfo = "<ds:SignedInfo%s><ds:CanonicalizationMethod Algorithm=\"" + C14N11
                + "\"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm=\"" + MORE
                + "ecdsa-sha384\"></ds:SignatureMethod><ds:Reference URI=\"\"><ds:Transforms><ds:Transform Algorithm=\""
                + DS + "enveloped-signature\"></ds:Transform><ds:Transform Algorithm=\"" + C14N11
                + "\"></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm=\"" + MORE
                + "sha384\"></ds:DigestMethod><ds:DigestValue>"
                + base64(SigningHierarchy.sha384(ascii(open + "</SoftwareIdentity>")))
                + "</ds:DigestValue></ds:Reference></ds:SignedInfo>";
        String inForce =
                " xmlns=\"" + SWID + "\" xmlns:ds=\"" + DS + "\" xmlns:ns2=\"http://www.w3.org/2001/04/xmlenc#sha384\"";
        StringBuilder xml = new StringBuilder(open)
                .append("<ds:Signature xmlns:ds=\"" + DS + "\">")
                .append(signedInfo.replace("%s", ""))
                .append("<ds:SignatureValue>")
                .append(base64(hierarchy.sign(ascii(signedInfo.replace("%s", inForce)))))
                .append("</ds:SignatureValue><ds:KeyInfo><ds:X509Data>");
        for (X509CertificateHolder certificate : hierarchy.chain()) {
            xml.append("<ds:X509Certificate>")
                    .append(base64(State.der(certificate)))
                    .append("</ds:X509Certificate>");
        }
        return Bytes.of(ascii(xml + "</ds:X509Data></ds:KeyInfo></ds:Signature></SoftwareIdentity>"));
    }

    private static String resources(Map<Integer, List<Bytes>> golden) {
        StringBuilder resources = new StringBuilder();
        new TreeMap<>(golden).forEach((index, values) -> {
            resources.append("        <Resource active=\"True\" alternatives=\"" + values.size() + "\" index=\"" + index
                    + "\" name=\"Measurement_" + index + "\" size=\"48\" type=\"Measurement\"");
            for (int i = 0; i < values.size(); i++) {
                resources.append(" ns2:Hash" + i + "=\""
                        + HexFormat.of().formatHex(values.get(i).toArray()) + "\"");
            }
            resources.append("></Resource>\n");
        });
        return resources.toString();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
