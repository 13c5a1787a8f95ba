package network.cocoon.domain.attestation.xml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.check.RefusedException;

/**
 * Reads XML 1.0 with namespaces, less what nobody needs who signs a list of digests: letters beyond ASCII, document types,
 * comments, processing instructions, character references, {@code CDATA}, {@code xml:} attributes, taking a namespace back. What
 * is left has one meaning for every reader. Bounded in length, depth and number.
 */
public final class XmlReader {

    private static final int MAX_DEPTH = 8;
    private static final int MAX_ELEMENTS = 2048;
    private static final int MAX_ATTRIBUTES = 32;
    private static final Pattern DECLARATION =
            Pattern.compile("<\\?xml version=(\"1\\.0\"|'1\\.0')( encoding=(\"(?i:utf-8)\"|'(?i:utf-8)'))? ?\\?>");
    private static final Map<String, String> ENTITIES =
            Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'");
    private static final int LONGEST_ENTITY = 4;

    private record Name(String prefix, String local) {}

    private record Value(Name name, String value) {}

    private final String in;
    private final AttestationRefusal malformed;
    private int at;
    private int elements;

    private XmlReader(String in, AttestationRefusal malformed) {
        this.in = in;
        this.malformed = malformed;
    }

    /**
     * @param most in bytes
     * @param malformed what it is refused as
     * @return the document's one element
     */
    public static XmlElement read(byte[] data, int most, AttestationRefusal malformed) throws RefusedException {
        if (data.length > most) {
            throw new RefusedException(malformed, "more than " + most + " bytes");
        }
        for (byte b : data) {
            if (b != '\t' && b != '\n' && b != '\r' && (b < ' ' || b > '~')) {
                throw new RefusedException(malformed, "XML: a byte that is no letter of ASCII");
            }
        }
        String text = new String(data, StandardCharsets.US_ASCII)
                .replace("\r\n", "\n")
                .replace('\r', '\n');
        XmlReader reader = new XmlReader(text, malformed);
        return reader.document();
    }

    private XmlElement document() throws RefusedException {
        var declaration = DECLARATION.matcher(in);
        if (declaration.lookingAt()) {
            at = declaration.end();
        }
        space();
        XmlElement root = element(new TreeMap<>(), 0);
        space();
        if (at != in.length()) {
            throw fault("something follows the document's element");
        }
        return root;
    }

    private XmlElement element(SortedMap<String, String> above, int depth) throws RefusedException {
        if (depth >= MAX_DEPTH || ++elements > MAX_ELEMENTS) {
            throw fault("more than " + MAX_DEPTH + " levels or " + MAX_ELEMENTS + " elements");
        }
        expect("<");
        Name name = name();
        List<Value> values = values();
        SortedMap<String, String> scope = scope(above, values);
        List<XmlAttribute> attributes = attributes(values, scope);
        String namespace = name.prefix().isEmpty() ? scope.getOrDefault("", "") : namespace(name.prefix(), scope);
        List<XmlNode> content = new ArrayList<>();
        if (!skip("/>")) {
            expect(">");
            content(content, scope, depth);
            expect("</");
            if (!name.equals(name())) {
                throw fault("another element is closed than was opened");
            }
            space();
            expect(">");
        }
        return new XmlElement(name.prefix(), name.local(), namespace, attributes, scope, content);
    }

    private void content(List<XmlNode> content, SortedMap<String, String> scope, int depth) throws RefusedException {
        while (!in.startsWith("</", at)) {
            if (in.startsWith("<", at)) {
                content.add(element(scope, depth + 1));
            } else {
                int end = in.indexOf('<', at);
                if (end < 0) {
                    throw fault("an element that is not closed");
                }
                String text = replaced(in.substring(at, end));
                if (in.substring(at, end).contains("]]>")) {
                    throw fault("the end of a section that never began");
                }
                content.add(new XmlText(text));
                at = end;
            }
        }
    }

    private List<Value> values() throws RefusedException {
        List<Value> values = new ArrayList<>();
        Set<Name> names = new HashSet<>();
        while (space() && !in.startsWith(">", at) && !in.startsWith("/>", at)) {
            Name name = name();
            space();
            expect("=");
            space();
            String quote = in.startsWith("'", at) ? "'" : "\"";
            expect(quote);
            int end = in.indexOf(quote, at);
            if (end < 0 || in.substring(at, end).contains("<")) {
                throw fault("an attribute's value that does not end");
            }
            if (!names.add(name) || values.size() >= MAX_ATTRIBUTES) {
                throw fault("an attribute that stands twice, or more than " + MAX_ATTRIBUTES);
            }
            String raw = in.substring(at, end).replace('\t', ' ').replace('\n', ' ');
            values.add(new Value(name, replaced(raw)));
            at = end + 1;
        }
        return values;
    }

    private SortedMap<String, String> scope(SortedMap<String, String> above, List<Value> values)
            throws RefusedException {
        SortedMap<String, String> scope = above;
        for (Value value : values) {
            if (declares(value.name())) {
                String prefix =
                        value.name().prefix().isEmpty() ? "" : value.name().local();
                if (value.value().isEmpty() || prefix.startsWith("xml")) {
                    throw fault("a namespace that is taken back, or a prefix that is reserved");
                }
                scope = new TreeMap<>(scope);
                scope.put(prefix, value.value());
            }
        }
        return scope;
    }

    private List<XmlAttribute> attributes(List<Value> values, SortedMap<String, String> scope) throws RefusedException {
        List<XmlAttribute> attributes = new ArrayList<>();
        Set<Name> expanded = new HashSet<>();
        for (Value value : values) {
            if (!declares(value.name())) {
                String prefix = value.name().prefix();
                String namespace = prefix.isEmpty() ? "" : namespace(prefix, scope);
                if (!expanded.add(new Name(namespace, value.name().local()))) {
                    throw fault("an attribute that stands twice under two prefixes");
                }
                attributes.add(new XmlAttribute(prefix, value.name().local(), namespace, value.value()));
            }
        }
        return attributes;
    }

    private static boolean declares(Name name) {
        return name.prefix().equals("xmlns")
                || (name.prefix().isEmpty() && name.local().equals("xmlns"));
    }

    private String namespace(String prefix, SortedMap<String, String> scope) throws RefusedException {
        String namespace = scope.get(prefix);
        if (namespace == null) {
            throw fault("a prefix that was not declared");
        }
        return namespace;
    }

    private String replaced(String raw) throws RefusedException {
        if (raw.indexOf('&') < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder();
        for (int from = 0; from < raw.length(); ) {
            int entity = raw.indexOf('&', from);
            if (entity < 0) {
                text.append(raw, from, raw.length());
                break;
            }
            int end = raw.indexOf(';', entity);
            String value =
                    end < 0 || end - entity > LONGEST_ENTITY + 1 ? null : ENTITIES.get(raw.substring(entity + 1, end));
            if (value == null) {
                throw fault("a reference to what is not one of the five entities");
            }
            text.append(raw, from, entity).append(value);
            from = end + 1;
        }
        return text.toString();
    }

    private Name name() throws RefusedException {
        String first = simple();
        return skip(":") ? new Name(first, simple()) : new Name("", first);
    }

    private String simple() throws RefusedException {
        int from = at;
        while (at < in.length() && named(in.charAt(at), at == from)) {
            at++;
        }
        if (at == from) {
            throw fault("a name is missing, or it is a construct that is not read here");
        }
        return in.substring(from, at);
    }

    private static boolean named(char c, boolean first) {
        boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
        return letter || (!first && ((c >= '0' && c <= '9') || c == '-' || c == '.'));
    }

    /** Whether there was white space. */
    private boolean space() {
        int from = at;
        while (at < in.length() && (in.charAt(at) == ' ' || in.charAt(at) == '\n' || in.charAt(at) == '\t')) {
            at++;
        }
        return at > from;
    }

    private boolean skip(String token) {
        if (in.startsWith(token, at)) {
            at += token.length();
            return true;
        }
        return false;
    }

    private void expect(String token) throws RefusedException {
        if (!skip(token)) {
            throw fault("\"" + token + "\" is missing");
        }
    }

    private RefusedException fault(String what) {
        return new RefusedException(malformed, "XML, at character " + at + ": " + what);
    }
}
