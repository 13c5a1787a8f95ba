package network.cocoon.ui.books;

import java.time.LocalDate;
import java.util.Optional;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.ui.security.ActionRefusedException;
import network.cocoon.wire.api.EscrowApi.EscrowStatus;
import network.cocoon.wire.api.ExitApi.ExitStatus;
import network.cocoon.wire.api.JournalApi.Journal;
import network.cocoon.wire.api.LogApi.LogStatus;
import network.cocoon.wire.api.OperatorApi.TransferList;
import network.cocoon.wire.api.ReconciliationApi.ReconciliationStatus;
import network.cocoon.wire.api.RegistryApi.RegistryStatus;
import network.cocoon.wire.api.StatementApi.Statement;

/** Asks the operator API. Each call throws {@link ActionRefusedException} where it does not answer. */
public interface Books {

    ReconciliationStatus reconciliation();

    /** Empty where there is no registry on chain, or nobody has looked for it yet. */
    Optional<RegistryStatus> registry();

    /** Empty where no exit is kept, or nobody has looked for it yet. */
    Optional<ExitStatus> exit();

    /** What stands there. */
    Journal journal();

    /** What the log comes to. */
    LogStatus log();

    /** What the operator takes out of the network's wallet. */
    TransferList transfers();

    /** Empty where the account has no open escrow. */
    Optional<EscrowStatus> escrow(AccountId account);

    /** @param upTo the first day that is not in it */
    Statement statement(Subject subject, LocalDate from, LocalDate upTo);

    /** The same, as the API writes it for programs. */
    byte[] statementFile(Subject subject, LocalDate from, LocalDate upTo, Format format);

    /** How a statement is written. */
    enum Format {
        JSON("", "application/json", "json"),
        CSV("/csv", "text/csv", "csv");

        private final String path;
        private final String contentType;
        private final String ending;

        Format(String path, String contentType, String ending) {
            this.path = path;
            this.contentType = contentType;
            this.ending = ending;
        }

        String path() {
            return path;
        }

        public String contentType() {
            return contentType;
        }

        public String ending() {
            return ending;
        }
    }
}
