package network.cocoon.ui.pages;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import network.cocoon.ui.books.Books;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Moment;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Qr;
import network.cocoon.ui.parts.Table;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;
import network.cocoon.ui.parts.Tone;
import network.cocoon.ui.security.ActionRefusedException;
import network.cocoon.wire.api.JournalApi;
import network.cocoon.wire.api.RegistryApi.RegistryStanding;
import network.cocoon.wire.api.RegistryApi.RegistryStatus;
import network.cocoon.wire.api.RegistryApi.Waiting;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.registry.RegistryList;
import org.jspecify.annotations.Nullable;

/** What of the registry stands on chain, since when, and what waits. Hidden where there is none. */
final class RegistryChainPanel extends Div {

    private static final int MOST = 50;
    private static final String SCHEME = "ton://transfer/";

    private transient @Nullable Found shown;

    RegistryChainPanel() {
        setVisible(false);
    }

    /** One load. */
    record Found(RegistryStatus status, List<JournalApi.Entry> entries) {

        /** Null where there is none, or nobody answers: the page shows all else. */
        static @Nullable Found ask(Books books) {
            try {
                return books.registry()
                        .map(status -> new Found(status, books.journal().entries()))
                        .orElse(null);
            } catch (ActionRefusedException e) {
                return null;
            }
        }
    }

    void show(@Nullable Found found) {
        setVisible(found != null);
        if (found == null || found.equals(shown)) {
            return;
        }
        shown = found;
        removeAll();
        RegistryStatus status = found.status();
        var about = new Div(paying(status), figures(status));
        var panel = new Panel("On chain", about, table(found)).with(standing(status));
        about.addClassName("escrow");
        add(panel);
    }

    private static Badge standing(RegistryStatus status) {
        return switch (status.standing()) {
            case NOT_DEPLOYED -> new Badge("Not deployed: pay in to deploy it", Tone.WARN);
            case FROZEN -> new Badge("Frozen for want of rent", Tone.BAD);
            case DEPLOYED ->
                status.waiting().isEmpty()
                        ? new Badge("All published", Tone.GOOD)
                        : new Badge(Texts.number(status.waiting().size()) + " waiting", Tone.BUSY);
        };
    }

    private static Div paying(RegistryStatus status) {
        String link = status.standing() == RegistryStanding.DEPLOYED ? status.topUpLink() : status.deployLink();
        var anchor = new Anchor();
        anchor.setText("Open in a wallet");
        anchor.setRouterIgnore(true);
        if (link.startsWith(SCHEME)) {
            // A wallet's scheme, which Vaadin does not know as safe; any other stays no link.
            anchor.setUnsafeHref(link);
        }
        var paying = new Div(new Qr(link, "QR code that a TON wallet reads as a payment to the registry"), anchor);
        paying.addClassName("paying");
        return paying;
    }

    private static Div figures(RegistryStatus status) {
        Div facts = Panel.facts();
        Panel.fact(facts, "Address", Texts.whole(status.address()));
        Panel.fact(facts, "Balance", new Ton(status.balance()));
        Panel.fact(facts, "Owner", Texts.whole(status.owner()));
        Panel.fact(facts, "Additions wait", Texts.millis(1_000L * status.delaySeconds()));
        Panel.fact(facts, "Orders", Texts.number(status.counted().orders()));
        Panel.fact(
                facts,
                "Journal",
                Texts.whole(status.counted().journal().hex()),
                status.counted().journal().equals(status.onChain().journal())
                        ? Texts.faint("as on chain")
                        : Texts.faint("the chain has a newer entry"));
        Panel.fact(facts, "Checkpoint", checkpoint(status));
        Panel.fact(facts, "Seen", Moment.of(status.seenAt()));
        return facts;
    }

    private static Span checkpoint(RegistryStatus status) {
        long size = status.counted().size();
        return size == 0 ? Texts.faint("none yet") : new Span(Texts.number(size) + " events");
    }

    private static Table table(Found found) {
        var table = new Table("List", "Item", "Change", "In force from");
        for (Waiting waiting : found.status().waiting().stream().limit(MOST).toList()) {
            table.row(
                    name(waiting.list()),
                    Texts.whole(waiting.item().hex()),
                    kind(waiting.kind()),
                    Texts.faint("waits for its order"));
        }
        for (JournalApi.Entry entry :
                found.entries().reversed().stream().limit(MOST).toList()) {
            table.row(name(entry.list()), Texts.whole(entry.item().hex()), kind(entry.kind()), Moment.of(entry.from()));
        }
        return table;
    }

    private static Span name(RegistryList list) {
        return new Span(Texts.word(list.name()));
    }

    private static Badge kind(RegistryChange.Kind kind) {
        return switch (kind) {
            case ADD -> new Badge("Added", Tone.GOOD);
            case REVOKE -> new Badge("Revoked", Tone.BAD);
        };
    }
}
