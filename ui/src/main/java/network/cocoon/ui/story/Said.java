package network.cocoon.ui.story;

import java.time.Instant;
import java.util.Optional;
import network.cocoon.domain.inference.InferenceEvent.Assigned;
import network.cocoon.domain.inference.InferenceEvent.AttemptFailed;
import network.cocoon.domain.inference.InferenceEvent.Cancelled;
import network.cocoon.domain.inference.InferenceEvent.Completed;
import network.cocoon.domain.inference.InferenceEvent.Expired;
import network.cocoon.domain.inference.InferenceEvent.Failed;
import network.cocoon.domain.inference.InferenceEvent.ReportRefused;
import network.cocoon.domain.inference.InferenceEvent.Requested;
import network.cocoon.domain.inference.InferenceEvent.ResealRequired;
import network.cocoon.domain.inference.InferenceEvent.Resealed;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.projections.log.RecordedEvent;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;
import network.cocoon.ui.parts.Tone;
import org.jspecify.annotations.Nullable;

/** An event of a request in a sentence, and what it owes. An event without one is still shown, by its name and its stored bytes. */
final class Said {

    private Said() {}

    static String of(Object event) {
        return switch (event) {
            case Requested e ->
                "An app asked for " + e.model() + ": at most " + Texts.number(e.maxTokens()) + " tokens and "
                        + Ton.text(e.maxCost().value()) + ", sealed to "
                        + e.candidates().size()
                        + (e.candidates().size() == 1 ? " worker." : " workers.");
            case Assigned e ->
                "Given to " + Texts.brief(e.assignment().worker().value()) + ", attempt "
                        + e.assignment().attempt() + ".";
            case Completed e ->
                Texts.number((long) e.usage().prompt() + e.usage().cached()) + " tokens in, "
                        + Texts.number((long) e.usage().completion() + e.usage().reasoning()) + " out, billed "
                        + Ton.text(e.charge().cost().value()) + ".";
            case AttemptFailed e ->
                "Attempt " + e.attempt() + " failed: " + Texts.word(e.code().name()) + ". At fault: "
                        + Texts.word(e.fault().name()) + ". The request goes on with another worker.";
            case ResealRequired _ -> "No candidate is left: the app must seal it to other workers.";
            case Resealed e -> "The app sealed it anew, to " + e.candidates().size() + " other workers.";
            case Failed e ->
                Texts.word(e.code().name()) + ". At fault: "
                        + Texts.word(e.fault().name()) + "." + owed(e.bill());
            case Cancelled e -> "The app took it back." + owed(e.bill());
            case Expired e -> "Its deadline passed before the answer was complete." + owed(e.bill());
            case ReportRefused e ->
                "A report of " + Texts.brief(e.reporter().value()) + " was refused: " + e.code() + ".";
            default -> "";
        };
    }

    private static String owed(@Nullable PartialBill bill) {
        return bill == null
                ? " Nothing is owed."
                : " Owed for what was acknowledged: "
                        + Ton.text(bill.charge().cost().value()) + ".";
    }

    /** When it happened; the log's own time where the event does not say. */
    static Instant when(RecordedEvent event) {
        return switch (event.event()) {
            case Requested e -> e.at();
            case Assigned e -> e.at();
            case Completed e -> e.at();
            case AttemptFailed e -> e.at();
            case ResealRequired e -> e.at();
            case Resealed e -> e.at();
            case Failed e -> e.at();
            case Cancelled e -> e.at();
            case Expired e -> e.at();
            case ReportRefused e -> e.at();
            default -> event.time();
        };
    }

    /** What is owed for an answer that broke off; nothing where the event owes nothing. */
    static Optional<PartialBill> bill(Object event) {
        return switch (event) {
            case Failed e -> Optional.ofNullable(e.bill());
            case Cancelled e -> Optional.ofNullable(e.bill());
            case Expired e -> Optional.ofNullable(e.bill());
            default -> Optional.empty();
        };
    }

    static Tone tone(String name) {
        String last = name.substring(name.indexOf('.') + 1);
        return switch (last) {
            case "Completed" -> Tone.GOOD;
            case "Failed", "AttemptFailed", "ReportRefused", "AttestationRejected", "Lost", "Suspended" -> Tone.BAD;
            case "ResealRequired" -> Tone.WARN;
            case "Cancelled", "Expired" -> Tone.QUIET;
            default -> Tone.BUSY;
        };
    }
}
