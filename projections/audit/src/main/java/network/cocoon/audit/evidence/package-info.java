/**
 * Attestation evidence judged at the command line: quotes with their collateral, GPU evidence, SEV-SNP reports.
 *
 * <p>Files are read here, within bounds, and shown here; every rule is the domain's. A file that cannot be read has a
 * coded {@link network.cocoon.audit.evidence.EvidenceFault}, evidence that is not believed the domain's own refusal.
 */
@NullMarked
package network.cocoon.audit.evidence;

import org.jspecify.annotations.NullMarked;
