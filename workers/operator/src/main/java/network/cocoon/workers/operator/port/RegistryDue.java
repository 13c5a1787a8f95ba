package network.cocoon.workers.operator.port;

import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.registry.RegistryChange;

/**
 * What is to be published, as of one state of the books.
 *
 * @param journal the hash of the journal that the books know: the changes are due after exactly this one
 * @param entries how many entries it has
 * @param changes in the order in which they are to be published, revocations first; none that stands in the journal
 * @param foreign entries of the journal that the books never asked for
 */
public record RegistryDue(Digest journal, int entries, List<RegistryChange> changes, List<RegistryChange> foreign) {

    public RegistryDue {
        changes = List.copyOf(changes);
        foreign = List.copyOf(foreign);
    }
}
