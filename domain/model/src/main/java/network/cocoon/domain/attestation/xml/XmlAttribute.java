package network.cocoon.domain.attestation.xml;

/**
 * An attribute that declares no namespace.
 *
 * @param prefix empty where there is none
 * @param namespace empty where there is no prefix
 * @param value normalised, with its entities replaced
 */
public record XmlAttribute(String prefix, String name, String namespace, String value) {}
