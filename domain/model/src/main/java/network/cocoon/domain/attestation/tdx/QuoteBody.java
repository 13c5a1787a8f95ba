package network.cocoon.domain.attestation.tdx;

import network.cocoon.domain.kernel.Bytes;

/** What the quote is about: an SGX enclave or a TD. */
public sealed interface QuoteBody permits SgxReport, TdReport {

    /** 64 bytes chosen by the software that asked for the quote. */
    Bytes reportData();
}
