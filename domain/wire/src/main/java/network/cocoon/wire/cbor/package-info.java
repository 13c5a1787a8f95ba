/**
 * Canonical bytes for what is hashed and signed: deterministic CBOR (RFC 8949, 4.2) of headers and receipts. Exactly one
 * encoding exists for a value, and the decoder refuses every other.
 */
@NullMarked
package network.cocoon.wire.cbor;

import org.jspecify.annotations.NullMarked;
