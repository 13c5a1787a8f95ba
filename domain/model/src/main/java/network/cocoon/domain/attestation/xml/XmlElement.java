package network.cocoon.domain.attestation.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An element.
 *
 * @param prefix empty where there is none
 * @param namespace empty where none is declared
 * @param scope namespaces by prefix, as they are in force here; the default one has the empty prefix
 */
public record XmlElement(
        String prefix,
        String name,
        String namespace,
        List<XmlAttribute> attributes,
        SortedMap<String, String> scope,
        List<XmlNode> content)
        implements XmlNode {

    public XmlElement {
        attributes = List.copyOf(attributes);
        content = List.copyOf(content);
    }

    public boolean is(String inNamespace, String named) {
        return name.equals(named) && namespace.equals(inNamespace);
    }

    /** Of an attribute without a namespace. */
    public Optional<String> attribute(String named) {
        return attribute("", named);
    }

    public Optional<String> attribute(String inNamespace, String named) {
        return attributes.stream()
                .filter(a -> a.name().equals(named) && a.namespace().equals(inNamespace))
                .map(XmlAttribute::value)
                .findFirst();
    }

    /** The elements in it, in order; empty where text stands between them that is more than white space. */
    public Optional<List<XmlElement>> elements() {
        List<XmlElement> elements = new ArrayList<>();
        for (XmlNode node : content) {
            switch (node) {
                case XmlElement element -> elements.add(element);
                case XmlText(String text) when text.isBlank() -> {}
                case XmlText _ -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(elements);
    }

    /** Its text; empty where an element stands in it. */
    public Optional<String> text() {
        StringBuilder text = new StringBuilder();
        for (XmlNode node : content) {
            switch (node) {
                case XmlText(String part) -> text.append(part);
                case XmlElement _ -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(text.toString());
    }
}
