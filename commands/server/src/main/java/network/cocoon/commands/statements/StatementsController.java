package network.cocoon.commands.statements;

import network.cocoon.commands.http.Caller;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.wire.api.StatementApi.Statement;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class StatementsController {

    private static final String CSV = "text/csv;charset=UTF-8";

    private final Statements statements;

    StatementsController(Statements statements) {
        this.statements = statements;
    }

    @GetMapping("/v1/apps/{account}/statements/{from}/{upTo}")
    Statement app(@PathVariable AccountId account, @PathVariable PeriodId from, @PathVariable PeriodId upTo, Caller c) {
        c.appOrOperator(account);
        return statements.of(account, Span.of(from, upTo));
    }

    @GetMapping(path = "/v1/apps/{account}/statements/{from}/{upTo}/csv", produces = CSV)
    byte[] appCsv(@PathVariable AccountId account, @PathVariable PeriodId from, @PathVariable PeriodId upTo, Caller c) {
        c.appOrOperator(account);
        return StatementCsv.of(statements.of(account, Span.of(from, upTo)), -1);
    }

    @GetMapping("/v1/providers/{provider}/statements/{from}/{upTo}")
    Statement owner(
            @PathVariable ProviderId provider, @PathVariable PeriodId from, @PathVariable PeriodId upTo, Caller c) {
        c.providerOrOperator(provider);
        return statements.of(provider, Span.of(from, upTo));
    }

    @GetMapping(path = "/v1/providers/{provider}/statements/{from}/{upTo}/csv", produces = CSV)
    byte[] ownerCsv(
            @PathVariable ProviderId provider, @PathVariable PeriodId from, @PathVariable PeriodId upTo, Caller c) {
        c.providerOrOperator(provider);
        return StatementCsv.of(statements.of(provider, Span.of(from, upTo)), 1);
    }
}
