/** A small, strict, total JSON reader for Intel's signed documents; it refuses what two readers could understand differently. */
@NullMarked
package network.cocoon.domain.attestation.json;

import org.jspecify.annotations.NullMarked;
