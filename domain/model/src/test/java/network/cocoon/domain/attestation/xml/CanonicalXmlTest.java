package network.cocoon.domain.attestation.xml;

import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_RIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import network.cocoon.domain.attestation.check.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalXmlTest {

    /** After the examples of the specification (3.2 and 3.3), as far as they use what is read here. */
    @Test
    void one_document_has_one_form() throws RefusedException {
        assertThat(canonical("""
                <?xml version="1.0" encoding='utf-8'?>
                <doc  xmlns:b = "http://b" xmlns="http://d"\tz='1' b:y='2' a="3"\r
                 ><e/><b:f xmlns:b="http://b" xmlns:a="http://a" a:x='&lt;"' >&gt; &apos;</b:f ></doc>
                """))
                .isEqualTo("<doc xmlns=\"http://d\" xmlns:b=\"http://b\" a=\"3\" z=\"1\" b:y=\"2\"><e></e>"
                        + "<b:f xmlns:a=\"http://a\" a:x=\"&lt;&quot;\">&gt; '</b:f></doc>");
    }

    @Test
    void a_part_carries_the_namespaces_that_it_stands_in() throws RefusedException {
        XmlElement root = read("<a xmlns=\"u\" xmlns:p=\"v\"><p:b><c xmlns=\"w\"/></p:b></a>");
        XmlElement part = (XmlElement) root.content().getFirst();

        assertThat(new String(CanonicalXml.of(part), StandardCharsets.US_ASCII))
                .isEqualTo("<p:b xmlns=\"u\" xmlns:p=\"v\"><c xmlns=\"w\"></c></p:b>");
        assertThat(new String(CanonicalXml.without(root, part), StandardCharsets.US_ASCII))
                .isEqualTo("<a xmlns=\"u\" xmlns:p=\"v\"></a>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "<a>",
                "<a/><b/>",
                "<a></b>",
                "<a b='1' b='2'/>",
                "<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>",
                "<p:a/>",
                "<a p:b='1'/>",
                "<a xmlns=''/>",
                "<a xmlns:p=''/>",
                "<a xml:lang='de'/>",
                "<a xmlns:xmlp='u'/>",
                "<a b='<'/>",
                "<a b=1/>",
                "<a b='1'c='2'/>",
                "<a>&b;</a>",
                "<a>&#65;</a>",
                "<a>&</a>",
                "<a>]]></a>",
                "<a><![CDATA[b]]></a>",
                "<a><!-- b --></a>",
                "<a><?b?></a>",
                "<!DOCTYPE a><a/>",
                "<?xml version='1.1'?><a/>",
                "<a>\u00e9</a>",
                "<a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a>"
            })
    void other_xml_is_refused(String xml) {
        assertThatThrownBy(() -> read(xml)).isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.code())
                .isEqualTo(MALFORMED_RIM));
    }

    private static String canonical(String xml) throws RefusedException {
        return new String(CanonicalXml.of(read(xml)), StandardCharsets.US_ASCII);
    }

    private static XmlElement read(String xml) throws RefusedException {
        return XmlReader.read(xml.getBytes(StandardCharsets.UTF_8), 4096, MALFORMED_RIM);
    }
}
