package network.cocoon.wire.chat;

import network.cocoon.domain.envelope.Plaintext;

/** What a request asks for, as it is sealed: UTF-8 JSON. The first member's name says which of them it is. */
public sealed interface RequestPayload extends Plaintext permits ChatPayload, EmbeddingPayload {

    /** UTF-8 JSON. */
    byte[] encode();

    /** Throws {@link IllegalArgumentException}, without a word of the content, on anything malformed. */
    static RequestPayload decode(byte[] json) {
        return ChatJson.firstMember(json).equals(EmbeddingPayload.FIRST)
                ? EmbeddingPayload.decode(json)
                : ChatPayload.decode(json);
    }
}
