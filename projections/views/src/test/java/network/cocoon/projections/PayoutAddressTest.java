package network.cocoon.projections;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.provider.ProviderEvent;
import network.cocoon.domain.provider.TonProof;
import network.cocoon.eventstore.TestDatabase;
import network.cocoon.projections.workers.ProviderRow;
import network.cocoon.projections.workers.WorkerQueries;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;

/** Shown is where a provider is paid now, and what waits: not what was, when an event comes again. */
class PayoutAddressTest {

    private static final ProviderId OWNER = new ProviderId("own_" + "e".repeat(32));
    private static final Instant AT = ViewsTestApplication.NOW;
    private static final Bytes KEY = Bytes.of(new byte[32]);
    private static final TonProof PROOF = new TonProof("d", 1, "p", KEY, KEY);

    private final List<SampleEvent> history = new ArrayList<>();

    private void add(ProviderEvent event) {
        history.add(new SampleEvent("provider", OWNER.value(), history.size(), event, AT));
    }

    private void change(String address) {
        add(new ProviderEvent.PayoutAddressProposed(OWNER, address, KEY, PROOF, AT.plus(Duration.ofDays(2)), AT));
        add(new ProviderEvent.PayoutAddressChanged(OWNER, address, AT));
    }

    private static ProviderRow row(ApplicationContext context) {
        return context.getBean(WorkerQueries.class).providers().getFirst();
    }

    private static String shown(ApplicationContext context) {
        return row(context).payoutAddress();
    }

    @Test
    void theAddressInForceIsShown() throws Exception {
        add(new ProviderEvent.Registered(OWNER, Digest.sha256(), "0:first", KEY, null, PROOF, Digest.sha256(), AT));
        change("0:second");
        change("0:third");
        add(new ProviderEvent.PayoutAddressProposed(OWNER, "0:fourth", KEY, PROOF, AT.plus(Duration.ofDays(2)), AT));
        try (TestDatabase database = TestDatabase.create();
                var context = ViewsTestApplication.start(database)) {
            SampleLog.append(context.getBean(EventStorageEngine.class), history);
            ViewsTestApplication.awaitPosition(context, history.size());
            assertThat(shown(context)).isEqualTo("0:third");
            assertThat(row(context).proposed()).isEqualTo("0:fourth");
            assertThat(row(context).due()).isEqualTo(AT.plus(Duration.ofDays(2)));
            new DirectDelivery(context).deliver(history.subList(0, 3));
            assertThat(shown(context)).isEqualTo("0:third");
            assertThat(row(context).proposed()).isEqualTo("0:fourth");
        }
    }

    @Test
    void whatIsInForceOrTakenBackWaitsNoMore() throws Exception {
        add(new ProviderEvent.Registered(OWNER, Digest.sha256(), "0:first", KEY, null, PROOF, Digest.sha256(), AT));
        add(new ProviderEvent.PayoutAddressProposed(OWNER, "0:second", KEY, PROOF, AT.plus(Duration.ofDays(2)), AT));
        add(new ProviderEvent.PayoutAddressProposalCancelled(OWNER, "0:second", null, AT));
        try (TestDatabase database = TestDatabase.create();
                var context = ViewsTestApplication.start(database)) {
            SampleLog.append(context.getBean(EventStorageEngine.class), history);
            ViewsTestApplication.awaitPosition(context, history.size());
            assertThat(row(context).proposed()).isNull();
            assertThat(shown(context)).isEqualTo("0:first");
            change("0:third");
            new DirectDelivery(context).deliver(history.subList(3, 4));
            assertThat(row(context).proposed()).isEqualTo("0:third");
            new DirectDelivery(context).deliver(history.subList(4, 5));
            assertThat(row(context).proposed()).isNull();
            assertThat(row(context).due()).isNull();
            assertThat(shown(context)).isEqualTo("0:third");
        }
    }
}
