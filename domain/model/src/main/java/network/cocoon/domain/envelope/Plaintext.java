package network.cocoon.domain.envelope;

/**
 * Marks every type that holds a prompt, an answer or a part of one. Implementations print their size only, and no
 * logger is ever given one: an architecture test forbids it.
 */
public interface Plaintext {

    /** Bytes of UTF-8, or the nearest thing to it: what {@code toString} may tell. */
    int size();
}
