package network.cocoon.domain.attestation.xml;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Canonical XML 1.1 without comments (W3C Recommendation of 2 May 2008), inclusive, of what {@link XmlReader} reads: there are
 * no {@code xml:} attributes to inherit and no comments to drop.
 */
public final class CanonicalXml {

    private static final Comparator<XmlAttribute> ORDER =
            Comparator.comparing(XmlAttribute::namespace).thenComparing(XmlAttribute::name);

    private final StringBuilder out = new StringBuilder();
    private final @Nullable XmlElement without;

    private CanonicalXml(@Nullable XmlElement without) {
        this.without = without;
    }

    /** The element, with the namespaces that are in force where it stands. */
    public static byte[] of(XmlElement apex) {
        return new CanonicalXml(null).write(apex);
    }

    /** As {@link #of}, leaving out one element in it: the transform "enveloped signature". */
    public static byte[] without(XmlElement apex, XmlElement signature) {
        return new CanonicalXml(signature).write(apex);
    }

    private byte[] write(XmlElement apex) {
        element(apex, new TreeMap<>());
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The reader bounds the depth. */
    private void element(XmlElement element, SortedMap<String, String> above) {
        String name = qualified(element.prefix(), element.name());
        out.append('<').append(name);
        for (Map.Entry<String, String> in : element.scope().entrySet()) {
            if (!in.getValue().equals(above.get(in.getKey()))) {
                out.append(in.getKey().isEmpty() ? " xmlns" : " xmlns:" + in.getKey());
                value(in.getValue());
            }
        }
        element.attributes().stream().sorted(ORDER).forEach(attribute -> {
            out.append(' ').append(qualified(attribute.prefix(), attribute.name()));
            value(attribute.value());
        });
        out.append('>');
        for (XmlNode node : element.content()) {
            switch (node) {
                // The very element, not one like it.
                case XmlElement child when isLeftOut(child) -> {}
                case XmlElement child -> element(child, element.scope());
                case XmlText(String text) ->
                    out.append(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
            }
        }
        out.append("</").append(name).append('>');
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean isLeftOut(XmlElement child) {
        return child == without;
    }

    private void value(String value) {
        out.append("=\"")
                .append(value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"))
                .append('"');
    }

    private static String qualified(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + ":" + name;
    }
}
