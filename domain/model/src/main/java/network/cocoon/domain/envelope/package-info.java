/**
 * Sealed requests, sealed response frames, receipts.
 *
 * <p>A client seals a prompt to at most three workers ({@link network.cocoon.domain.envelope.RequestSealer}); the one
 * that is assigned opens it ({@link network.cocoon.domain.envelope.RequestOpener}) and answers in frames
 * ({@link network.cocoon.domain.envelope.ResponseSealer}), which only that client can read
 * ({@link network.cocoon.domain.envelope.ResponseOpener}). Canonical encodings arrive as bytes beside their meaning: the
 * codecs live in the wire module. Randomness is always passed in.
 *
 * <p>Construction: HPKE base mode (RFC 9180) with X-Wing, HKDF-SHA256, AES-256-GCM wraps a content key for each
 * recipient; the prompt is a STREAM of AES-256-GCM chunks under it; the response key comes from one recipient's HPKE
 * exporter, so another recipient, who holds the same content key, can neither read nor forge the answer.
 */
@NullMarked
package network.cocoon.domain.envelope;

import org.jspecify.annotations.NullMarked;
