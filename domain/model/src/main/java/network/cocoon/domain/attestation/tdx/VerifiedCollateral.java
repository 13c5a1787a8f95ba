package network.cocoon.domain.attestation.tdx;

import java.util.List;
import network.cocoon.domain.attestation.check.Check;
import network.cocoon.domain.attestation.pki.Cert;
import network.cocoon.domain.attestation.pki.Crl;

/**
 * Collateral whose signatures were verified, and the period in which nothing in it expires.
 *
 * @param pckCa who signed the list of PCK certificates
 */
record VerifiedCollateral(
        TcbInfo info, QeIdentity identity, Crl rootCrl, Crl pckCrl, Cert pckCa, Period period, List<Check> checks) {

    VerifiedCollateral {
        checks = List.copyOf(checks);
    }
}
