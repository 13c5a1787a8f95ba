package network.cocoon.domain.attestation.rim;

import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_RIM_SIGNATURE;
import static network.cocoon.domain.attestation.rim.ReferenceManifest.demand;
import static network.cocoon.domain.attestation.rim.ReferenceManifest.elements;
import static network.cocoon.domain.attestation.rim.ReferenceManifest.malformed;
import static network.cocoon.domain.attestation.rim.ReferenceManifest.one;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.pki.DeviceCert;
import network.cocoon.domain.attestation.pki.DeviceChain;
import network.cocoon.domain.attestation.pki.DeviceKey;
import network.cocoon.domain.attestation.pki.P384;
import network.cocoon.domain.attestation.xml.CanonicalXml;
import network.cocoon.domain.attestation.xml.XmlElement;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/**
 * The signature within a manifest (W3C XML Signature 1.1), in the one form that NVIDIA uses: enveloped, over the whole
 * document, Canonical XML 1.1, SHA-384 and ECDSA with P-384, its certificates beside it. No other form is read, so that
 * nobody can have something else signed than is looked at.
 *
 * @param content the canonical document without this signature
 * @param digest what the signed information says of it
 * @param signed the canonical signed information
 */
public record RimSignature(byte[] content, Bytes digest, byte[] signed, BigInteger r, BigInteger s, DeviceChain chain) {

    static final String XMLDSIG = "http://www.w3.org/2000/09/xmldsig#";

    private static final String C14N11 = "http://www.w3.org/2006/12/xml-c14n11";
    private static final String ENVELOPED = XMLDSIG + "enveloped-signature";
    private static final String ECDSA_SHA384 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384";
    private static final String SHA384 = "http://www.w3.org/2001/04/xmldsig-more#sha384";
    private static final int COMPONENT = 48;
    private static final int MOST_CERTIFICATES = 8;

    static RimSignature read(XmlElement root, XmlElement signature) throws RefusedException {
        shape(signature, "SignedInfo", "SignatureValue", "KeyInfo");
        XmlElement info = one(signature, XMLDSIG, "SignedInfo");
        shape(info, "CanonicalizationMethod", "SignatureMethod", "Reference");
        algorithm(one(info, XMLDSIG, "CanonicalizationMethod"), C14N11);
        algorithm(one(info, XMLDSIG, "SignatureMethod"), ECDSA_SHA384);
        Bytes digest = reference(one(info, XMLDSIG, "Reference"));
        byte[] value = base64(one(signature, XMLDSIG, "SignatureValue"));
        demand(value.length == 2 * COMPONENT, "a signature of other than " + 2 * COMPONENT + " bytes");
        return new RimSignature(
                CanonicalXml.without(root, signature),
                digest,
                CanonicalXml.of(info),
                new BigInteger(1, Arrays.copyOf(value, COMPONENT)),
                new BigInteger(1, Arrays.copyOfRange(value, COMPONENT, value.length)),
                chain(one(signature, XMLDSIG, "KeyInfo")));
    }

    /**
     * @param roots SHA-256 of the DER of each root that is believed
     */
    public void verify(Set<Digest> roots, Instant now) throws RefusedException {
        chain.verify(roots, now);
        if (!Bytes.of(P384.sha384(content)).equals(digest)) {
            throw new RefusedException(INVALID_RIM_SIGNATURE, "the manifest is not what was signed");
        }
        if (!(chain.leaf().key() instanceof DeviceKey.Ec key) || !P384.verify(key.point(), signed, r, s)) {
            throw new RefusedException(INVALID_RIM_SIGNATURE, "the certificate's key did not sign this manifest");
        }
    }

    private static Bytes reference(XmlElement reference) throws RefusedException {
        demand(reference.attribute("URI").equals(Optional.of("")), "a signature over other than the document");
        shape(reference, "Transforms", "DigestMethod", "DigestValue");
        List<XmlElement> transforms = elements(one(reference, XMLDSIG, "Transforms"));
        demand(transforms.size() == 2, "other transforms than two");
        algorithm(transforms.getFirst(), ENVELOPED);
        algorithm(transforms.getLast(), C14N11);
        algorithm(one(reference, XMLDSIG, "DigestMethod"), SHA384);
        byte[] digest = base64(one(reference, XMLDSIG, "DigestValue"));
        demand(digest.length == COMPONENT, "a digest of other than " + COMPONENT + " bytes");
        return Bytes.of(digest);
    }

    private static DeviceChain chain(XmlElement keyInfo) throws RefusedException {
        shape(keyInfo, "X509Data");
        List<XmlElement> given = elements(one(keyInfo, XMLDSIG, "X509Data"));
        demand(given.size() >= 2 && given.size() <= MOST_CERTIFICATES, given.size() + " certificates");
        List<DeviceCert> certificates = new ArrayList<>();
        for (XmlElement one : given) {
            demand(one.is(XMLDSIG, "X509Certificate"), "key information that is no certificate");
            certificates.add(DeviceCert.parse(base64(one)));
        }
        return new DeviceChain(certificates);
    }

    /** These elements, each once, in this order, and nothing else. */
    private static void shape(XmlElement element, String... names) throws RefusedException {
        List<XmlElement> found = elements(element);
        demand(found.size() == names.length, "a signature of another shape");
        for (int i = 0; i < names.length; i++) {
            demand(found.get(i).is(XMLDSIG, names[i]), "a signature of another shape");
        }
    }

    private static void algorithm(XmlElement element, String expected) throws RefusedException {
        demand(
                element.attribute("Algorithm").equals(Optional.of(expected))
                        && element.content().isEmpty(),
                "an algorithm other than " + expected);
    }

    private static byte[] base64(XmlElement element) throws RefusedException {
        String text = element.text().orElseThrow(() -> malformed("an element in base64"));
        try {
            return Base64.getDecoder().decode(text.replace("\n", ""));
        } catch (IllegalArgumentException e) {
            throw malformed("what is no base64");
        }
    }
}
