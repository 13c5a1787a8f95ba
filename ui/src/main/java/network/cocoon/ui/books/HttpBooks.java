package network.cocoon.ui.books;

import java.time.LocalDate;
import java.util.Optional;
import network.cocoon.domain.account.AccountRefusal;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.ui.orders.OperatorHttp;
import network.cocoon.ui.security.ActionRefusedException;
import network.cocoon.wire.api.EscrowApi.EscrowStatus;
import network.cocoon.wire.api.ExitApi.ExitStatus;
import network.cocoon.wire.api.JournalApi.Journal;
import network.cocoon.wire.api.LogApi.LogStatus;
import network.cocoon.wire.api.OperatorApi.TransferList;
import network.cocoon.wire.api.ReconciliationApi.ReconciliationStatus;
import network.cocoon.wire.api.RegistryApi.RegistryStatus;
import network.cocoon.wire.api.StatementApi.Statement;
import network.cocoon.wire.json.CocoonJson;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

@Component
final class HttpBooks implements Books {

    private final OperatorHttp http;

    HttpBooks(OperatorHttp http) {
        this.http = http;
    }

    @Override
    public ReconciliationStatus reconciliation() {
        return read(http.get("/v1/operator/reconciliation"), ReconciliationStatus.class);
    }

    @Override
    public Optional<RegistryStatus> registry() {
        return ifThere("/v1/operator/chain/registry", RegistryStatus.class);
    }

    @Override
    public Optional<ExitStatus> exit() {
        return ifThere("/v1/operator/chain/exit", ExitStatus.class);
    }

    private <T> Optional<T> ifThere(String path, Class<T> type) {
        try {
            return Optional.of(read(http.get(path), type));
        } catch (ActionRefusedException e) {
            if (e.code().equals("NOT_FOUND")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Journal journal() {
        return read(http.get("/v1/registry/journal"), Journal.class);
    }

    @Override
    public LogStatus log() {
        return read(http.get("/v1/log/checkpoint"), LogStatus.class);
    }

    @Override
    public TransferList transfers() {
        return read(http.get("/v1/operator/transfers"), TransferList.class);
    }

    @Override
    public Optional<EscrowStatus> escrow(AccountId account) {
        try {
            return Optional.of(read(http.get("/v1/apps/" + account + "/escrow"), EscrowStatus.class));
        } catch (ActionRefusedException e) {
            if (e.code().equals(AccountRefusal.ESCROW_UNKNOWN.name())
                    || e.code().equals(AccountRefusal.ACCOUNT_UNKNOWN.name())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Statement statement(Subject subject, LocalDate from, LocalDate upTo) {
        return read(statementFile(subject, from, upTo, Format.JSON), Statement.class);
    }

    @Override
    public byte[] statementFile(Subject subject, LocalDate from, LocalDate upTo, Format format) {
        String whose =
                switch (subject) {
                    case Subject.App app -> "/v1/apps/" + app.account();
                    case Subject.Owner owner -> "/v1/providers/" + owner.provider();
                };
        return http.get(whose + "/statements/" + from + "/" + upTo + format.path());
    }

    private static <T> T read(byte[] json, Class<T> type) {
        try {
            return CocoonJson.mapper().readValue(json, type);
        } catch (JacksonException e) {
            throw new ActionRefusedException(
                    "API_UNREADABLE", "The operator API answers in words that this console does not know.");
        }
    }
}
