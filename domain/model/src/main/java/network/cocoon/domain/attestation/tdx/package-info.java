/** Quotes, TCB information and the rules that Intel's quote verification library applies to them. */
@NullMarked
package network.cocoon.domain.attestation.tdx;

import org.jspecify.annotations.NullMarked;
