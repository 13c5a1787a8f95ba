package network.cocoon.domain.attestation.tdx;

import java.time.Instant;
import network.cocoon.domain.attestation.pki.Cert;
import network.cocoon.domain.attestation.pki.Chain;
import network.cocoon.domain.attestation.pki.Crl;

/** From when until when something was found valid, both ends included. */
record Period(Instant from, Instant until) {

    static Period of(Chain chain) {
        return chain.certificates().stream().map(Period::of).reduce(Period::and).orElseThrow();
    }

    static Period of(Crl crl) {
        return new Period(crl.thisUpdate(), crl.nextUpdate());
    }

    Period and(Period other) {
        return new Period(
                from.isAfter(other.from) ? from : other.from, until.isBefore(other.until) ? until : other.until);
    }

    boolean holds(Instant now) {
        return !now.isBefore(from) && !now.isAfter(until);
    }

    private static Period of(Cert cert) {
        return new Period(cert.notBefore(), cert.notAfter());
    }
}
