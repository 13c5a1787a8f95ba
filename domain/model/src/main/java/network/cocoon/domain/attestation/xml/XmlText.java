package network.cocoon.domain.attestation.xml;

/** Text, with its entities replaced. */
public record XmlText(String text) implements XmlNode {}
