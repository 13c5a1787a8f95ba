/** Attestation reports of AMD SEV-SNP guests, and the chip's certificates behind them (AMD 56860 and 57230). */
@NullMarked
package network.cocoon.domain.attestation.snp;

import org.jspecify.annotations.NullMarked;
