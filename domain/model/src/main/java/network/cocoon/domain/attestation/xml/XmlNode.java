package network.cocoon.domain.attestation.xml;

/** What stands in an element. */
public sealed interface XmlNode permits XmlElement, XmlText {}
