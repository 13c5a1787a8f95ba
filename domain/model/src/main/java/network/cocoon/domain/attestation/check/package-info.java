/** The vocabulary of refusal: one code per way to fail, and the named checks a verdict shows. */
@NullMarked
package network.cocoon.domain.attestation.check;

import org.jspecify.annotations.NullMarked;
