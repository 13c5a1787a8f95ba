package network.cocoon.domain.attestation;

import static network.cocoon.domain.attestation.check.AttestationRefusal.BOOT_EVENT_NOT_ALLOWED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.BOOT_LOG_DIFFERS;
import static network.cocoon.domain.attestation.check.AttestationRefusal.BOOT_LOG_MISSING;
import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_BOOT_LOG;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.attestation.eventlog.BootEvents;
import network.cocoon.domain.attestation.eventlog.DstackLog;
import network.cocoon.domain.attestation.eventlog.EventLogException;
import network.cocoon.domain.attestation.eventlog.LoggedEvent;
import network.cocoon.domain.attestation.eventlog.PayloadCheck;
import network.cocoon.domain.attestation.eventlog.Registers;
import network.cocoon.domain.attestation.tdx.TdReport;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/** What a worker's boot log comes to, beside the register that its quote shows. */
final class BootJudge {

    private BootJudge() {}

    static List<Judgement> judge(Optional<Bytes> bootLog, TdReport td, KeyStatement statement, MachineRules rules) {
        if (bootLog.isEmpty()) {
            return List.of(new Judgement(
                    "boot-log",
                    !rules.bootLog(),
                    BOOT_LOG_MISSING,
                    "none shown; " + (rules.bootLog() ? "one is demanded" : "none is demanded")));
        }
        List<LoggedEvent> events;
        try {
            events = DstackLog.read(bootLog.get().toArray());
            for (LoggedEvent event : events) {
                if (event.register() != BootEvents.REGISTER || !PayloadCheck.proves(event)) {
                    return List.of(new Judgement(
                            "boot-log", false, MALFORMED_BOOT_LOG, "an event that is none of RTMR3 at run time"));
                }
            }
        } catch (EventLogException e) {
            return List.of(new Judgement(
                    "boot-log", false, MALFORMED_BOOT_LOG, e.code().name()));
        }
        boolean replays = Registers.replay(events)
                .values()
                .get(BootEvents.REGISTER)
                .equals(td.rtmrs().get(BootEvents.REGISTER));
        List<Judgement> judgements = new ArrayList<>();
        judgements.add(new Judgement(
                "boot-log",
                replays,
                BOOT_LOG_DIFFERS,
                events.size() + " events that " + (replays ? "come" : "do not come") + " to the quote's RTMR3"));
        if (replays) {
            judgements.add(last(events, BootEvents.IMAGE, statement.imageDigest()));
            judgements.add(last(events, BootEvents.MODEL, statement.modelDigest()));
            judgements.add(allowed(events, rules.images()));
        }
        return judgements;
    }

    /** A process that starts again in one boot measures itself again: the last one is the one that speaks. */
    private static Judgement last(List<LoggedEvent> events, String name, Digest stated) {
        Optional<Bytes> measured = events.stream()
                .filter(event -> event.name().equals(name))
                .map(LoggedEvent::payload)
                .reduce((_, later) -> later);
        boolean same = measured.filter(Bytes.of(stated.raw())::equals).isPresent();
        return new Judgement(
                name.equals(BootEvents.IMAGE) ? "boot-image" : "boot-model",
                same,
                BOOT_LOG_DIFFERS,
                same ? "RTMR3 has what the key statement names" : "RTMR3 has another one last, or none");
    }

    private static Judgement allowed(List<LoggedEvent> events, List<Digest> images) {
        List<String> others = events.stream()
                .filter(event -> !event.name().equals(BootEvents.MODEL))
                .filter(event -> !event.name().equals(BootEvents.IMAGE)
                        || images.stream().noneMatch(it -> Bytes.of(it.raw()).equals(event.payload())))
                .map(LoggedEvent::name)
                .distinct()
                .toList();
        boolean good = images.isEmpty() || others.isEmpty();
        return new Judgement(
                "boot-events",
                good,
                BOOT_EVENT_NOT_ALLOWED,
                images.isEmpty()
                        ? "the release names no images"
                        : good ? "images of the release, and their models, alone" : "not of the release: " + others);
    }
}
