package network.cocoon.domain.attestation.tdx;

import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_CRL;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.pki.Crl;
import network.cocoon.domain.attestation.pki.CrlNumber;

/**
 * What verified collateral says of itself.
 *
 * @param kind  whose collateral it is
 * @param tdx   whether its TCB info is for TDs; else for SGX enclaves
 * @param parts TCB info, QE identity, root CA's list, PCK CA's list
 * @param from  from when all of it is valid
 * @param until until when all of it is valid, certificates included
 */
public record CollateralFacts(PlatformKind kind, boolean tdx, List<Part> parts, Instant from, Instant until) {

    /**
     * One document.
     *
     * @param name   {@code tcb-info}, {@code qe-identity}, {@code root-crl} or {@code pck-crl}
     * @param number evaluation data number or CRL number. Intel's lists all have the number 1, whenever they were issued
     * @param issued when Intel says that it made this
     * @param until  when Intel will have made the next
     */
    public record Part(String name, long number, Instant issued, Instant until) {}

    public CollateralFacts {
        parts = List.copyOf(parts);
    }

    static CollateralFacts of(VerifiedCollateral c) throws RefusedException {
        TcbInfo info = c.info();
        QeIdentity identity = c.identity();
        return new CollateralFacts(
                new PlatformKind(info.fmspc(), PckAuthority.named(c.pckCa().commonName())),
                info.tdx(),
                List.of(
                        new Part("tcb-info", info.evaluation(), info.issueDate(), info.nextUpdate()),
                        new Part("qe-identity", identity.evaluation(), identity.issueDate(), identity.nextUpdate()),
                        list("root-crl", c.rootCrl()),
                        list("pck-crl", c.pckCrl())),
                c.period().from(),
                c.period().until());
    }

    private static Part list(String name, Crl crl) throws RefusedException {
        BigInteger number = CrlNumber.of(crl)
                .orElseThrow(
                        () -> new RefusedException(MALFORMED_CRL, "the list's number is none, or none below 2^63"));
        return new Part(name, number.longValueExact(), crl.thisUpdate(), crl.nextUpdate());
    }
}
