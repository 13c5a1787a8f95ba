package network.cocoon.domain.attestation;

import static network.cocoon.domain.attestation.check.AttestationRefusal.ADVISORY_NOT_ACCEPTED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.DEBUG_TD;
import static network.cocoon.domain.attestation.check.AttestationRefusal.KEY_LIFETIME_TOO_LONG;
import static network.cocoon.domain.attestation.check.AttestationRefusal.KEY_NOT_CURRENT;
import static network.cocoon.domain.attestation.check.AttestationRefusal.MEASUREMENT_NOT_ALLOWED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.PLATFORM_MISMATCH;
import static network.cocoon.domain.attestation.check.AttestationRefusal.PLATFORM_NOT_ADMITTED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.TCB_STATUS_NOT_ACCEPTED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.TD_ATTRIBUTES_NOT_ACCEPTED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.TD_OWNER_NOT_ACCEPTED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.XFAM_NOT_ACCEPTED;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.tdx.QuoteVerdict;
import network.cocoon.domain.attestation.tdx.TcbStatus;
import network.cocoon.domain.attestation.tdx.TdFlag;
import network.cocoon.domain.attestation.tdx.TdPolicy;
import network.cocoon.domain.attestation.tdx.TdReport;

/** One question of policy and its answer. All are asked, so that a refusal shows everything that must be mended. */
record Judgement(String name, boolean passed, AttestationRefusal code, String detail) {

    static List<Judgement> all(
            QuoteVerdict.Genuine genuine,
            TdReport td,
            Measurement measurement,
            KeyStatement statement,
            AttestationPolicy policy,
            Instant now) {
        Duration lifetime = Duration.between(statement.notBefore(), statement.notAfter());
        Set<TdFlag> flags = TdPolicy.flags(td);
        Set<TdFlag> attributes = EnumSet.noneOf(TdFlag.class);
        attributes.addAll(flags);
        attributes.removeAll(Set.of(TdFlag.DEBUG, TdFlag.XFAM));
        TcbStatus status = genuine.status();
        List<String> unlisted = new ArrayList<>(genuine.advisories());
        unlisted.removeAll(policy.advisories());
        return List.of(
                new Judgement(
                        "key-period",
                        !now.isBefore(statement.notBefore()) && !now.isAfter(statement.notAfter()),
                        KEY_NOT_CURRENT,
                        "from " + statement.notBefore() + " to " + statement.notAfter()),
                new Judgement(
                        "key-lifetime",
                        lifetime.compareTo(policy.maxKeyLifetime()) <= 0,
                        KEY_LIFETIME_TOO_LONG,
                        lifetime.toMinutes() + " minutes, "
                                + policy.maxKeyLifetime().toMinutes() + " allowed"),
                new Judgement(
                        "platform-statement",
                        statement.platformId().equals(genuine.platformId()),
                        PLATFORM_MISMATCH,
                        "certified platform " + genuine.platformId()),
                new Judgement(
                        "platform-admission",
                        policy.admits(genuine.platformId()),
                        PLATFORM_NOT_ADMITTED,
                        policy.admittedPlatforms().contains(genuine.platformId())
                                ? "on the admission list"
                                : "not on the admission list"),
                new Judgement(
                        "tcb-status",
                        status != TcbStatus.REVOKED && policy.statuses().contains(status),
                        TCB_STATUS_NOT_ACCEPTED,
                        status.intelName()),
                new Judgement(
                        "advisories",
                        unlisted.isEmpty(),
                        ADVISORY_NOT_ACCEPTED,
                        unlisted.isEmpty() ? "none outside the list" : "not on the list: " + unlisted),
                new Judgement("td-debug", !flags.contains(TdFlag.DEBUG), DEBUG_TD, "TDATTRIBUTES.DEBUG and its group"),
                new Judgement(
                        "td-attributes",
                        attributes.isEmpty(),
                        TD_ATTRIBUTES_NOT_ACCEPTED,
                        attributes.isEmpty() ? "as a production TD has them" : attributes.toString()),
                new Judgement("td-xfam", !flags.contains(TdFlag.XFAM), XFAM_NOT_ACCEPTED, Long.toHexString(td.xfam())),
                new Judgement(
                        "td-owner",
                        TdPolicy.unowned(td),
                        TD_OWNER_NOT_ACCEPTED,
                        "MRCONFIGID, MROWNER and MROWNERCONFIG zero"),
                new Judgement(
                        "measurement",
                        policy.measurements().contains(measurement.digest()),
                        MEASUREMENT_NOT_ALLOWED,
                        measurement.digest().hex()));
    }
}
