package network.cocoon.domain.attestation.rim;

import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_RIM;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.xml.XmlElement;
import network.cocoon.domain.attestation.xml.XmlReader;
import network.cocoon.domain.kernel.Bytes;

/**
 * One reference manifest as NVIDIA writes them (TCG Reference Integrity Manifest Information Model 1.01, as a SWID tag of
 * ISO/IEC 19770-2:2015); nothing in it is believed before {@link RimSignature#verify}.
 *
 * @param version of the driver or the VBIOS that it is about ({@code colloquialVersion})
 * @param product a chip's name, as {@code GH100}
 * @param golden what is allowed at each index that counts: SHA-384, one or more, counted from 0 as manifests do
 */
public record ReferenceManifest(
        String version, String product, Map<Integer, Set<Bytes>> golden, RimSignature signature) {

    /** In bytes. The one at hand has 21 KiB. */
    public static final int MAX_LENGTH = 256 * 1024;

    private static final String SWID = "http://standards.iso.org/iso/19770/-2/2015/schema.xsd";
    private static final String SHA384 = "http://www.w3.org/2001/04/xmlenc#sha384";
    private static final int DIGEST = 48;
    private static final int MAX_INDEX = 254;
    private static final int MAX_ALTERNATIVES = 16;
    private static final int MAX_TEXT = 64;

    public ReferenceManifest {
        Map<Integer, Set<Bytes>> copy = new HashMap<>();
        golden.forEach((index, values) -> copy.put(index, Set.copyOf(values)));
        golden = Map.copyOf(copy);
    }

    public static ReferenceManifest parse(byte[] xml) throws RefusedException {
        XmlElement root = XmlReader.read(xml, MAX_LENGTH, MALFORMED_RIM);
        demand(root.is(SWID, "SoftwareIdentity"), "no software identity");
        // A supplement or a patch says a part of what must hold; only whole lists are read.
        for (String part : List.of("patch", "supplemental", "corpus")) {
            demand(root.attribute(part).orElse("false").equals("false"), "a " + part + " manifest");
        }
        XmlElement meta = one(root, SWID, "Meta");
        Map<Integer, Set<Bytes>> golden = golden(one(root, SWID, "Payload"));
        RimSignature signature = RimSignature.read(root, one(root, RimSignature.XMLDSIG, "Signature"));
        return new ReferenceManifest(text(meta, "colloquialVersion"), text(meta, "product"), golden, signature);
    }

    private static Map<Integer, Set<Bytes>> golden(XmlElement payload) throws RefusedException {
        Map<Integer, Set<Bytes>> golden = new TreeMap<>();
        Set<Integer> indexes = new TreeSet<>();
        for (XmlElement resource : elements(payload)) {
            demand(
                    resource.is(SWID, "Resource") && resource.attribute("type").equals(Optional.of("Measurement")),
                    "a payload of other than measurements");
            int index = number(resource, "index", MAX_INDEX);
            demand(indexes.add(index), "index " + index + " stands twice");
            Set<Bytes> values = values(resource);
            switch (resource.attribute("active").orElse("")) {
                case "True" -> golden.put(index, values);
                case "False" -> {}
                default -> throw malformed("a measurement that is neither active nor not");
            }
        }
        demand(!golden.isEmpty(), "no active measurement");
        return golden;
    }

    private static Set<Bytes> values(XmlElement resource) throws RefusedException {
        int alternatives = number(resource, "alternatives", MAX_ALTERNATIVES);
        demand(
                alternatives > 0 && number(resource, "size", DIGEST) == DIGEST,
                "a measurement that is no SHA-384 digest");
        Set<Bytes> values = new TreeSet<>((a, b) -> a.hex().compareTo(b.hex()));
        for (int i = 0; i < alternatives; i++) {
            String hex = resource.attribute(SHA384, "Hash" + i).orElse("");
            demand(hex.matches("[0-9a-fA-F]{96}"), "a measurement that is no SHA-384 digest");
            values.add(Bytes.of(HexFormat.of().parseHex(hex)));
        }
        long given = resource.attributes().stream()
                .filter(a -> a.namespace().equals(SHA384))
                .count();
        demand(given == alternatives, "another number of alternatives than is said");
        return values;
    }

    private static int number(XmlElement element, String named, int most) throws RefusedException {
        String text = element.attribute(named).orElse("");
        demand(
                text.matches("0|[1-9][0-9]{0,3}") && Integer.parseInt(text) <= most,
                named + " is no number up to " + most);
        return Integer.parseInt(text);
    }

    private static String text(XmlElement element, String named) throws RefusedException {
        String text = element.attribute(named).orElse("");
        demand(!text.isBlank() && text.length() <= MAX_TEXT, named + " is missing or long");
        return text;
    }

    static XmlElement one(XmlElement in, String namespace, String named) throws RefusedException {
        List<XmlElement> found =
                elements(in).stream().filter(e -> e.is(namespace, named)).toList();
        demand(found.size() == 1, found.size() + " elements " + named);
        return found.getFirst();
    }

    static List<XmlElement> elements(XmlElement in) throws RefusedException {
        return in.elements().orElseThrow(() -> malformed("text beside elements"));
    }

    static void demand(boolean holds, String otherwise) throws RefusedException {
        if (!holds) {
            throw malformed(otherwise);
        }
    }

    static RefusedException malformed(String detail) {
        return new RefusedException(MALFORMED_RIM, "reference manifest: " + detail);
    }
}
