package network.cocoon.domain.account;

import static network.cocoon.domain.kernel.Decision.accept;
import static network.cocoon.domain.kernel.Decision.alreadyDone;
import static network.cocoon.domain.kernel.Decision.reject;

import java.util.List;
import network.cocoon.domain.account.AccountCommand.AcceptVoucher;
import network.cocoon.domain.account.AccountCommand.AuthorizeCredit;
import network.cocoon.domain.account.AccountCommand.CertifyClientKey;
import network.cocoon.domain.account.AccountCommand.IssueApiKey;
import network.cocoon.domain.account.AccountCommand.OpenEscrow;
import network.cocoon.domain.account.AccountCommand.RebalanceLanes;
import network.cocoon.domain.account.AccountCommand.RecordDeposit;
import network.cocoon.domain.account.AccountCommand.RecordExit;
import network.cocoon.domain.account.AccountCommand.RecordFinish;
import network.cocoon.domain.account.AccountCommand.RecordRedemption;
import network.cocoon.domain.account.AccountCommand.Register;
import network.cocoon.domain.account.AccountCommand.Resume;
import network.cocoon.domain.account.AccountCommand.RevokeApiKey;
import network.cocoon.domain.account.AccountCommand.RevokeClientKey;
import network.cocoon.domain.account.AccountCommand.Suspend;
import network.cocoon.domain.account.AccountState.Absent;
import network.cocoon.domain.account.AccountState.Open;
import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.kernel.Decider;
import network.cocoon.domain.kernel.Decision;

/** An app's account. Its requests live on their own streams; their money meets here in the lanes. */
public final class AccountDecider implements Decider<AccountCommand, AccountState, AccountEvent> {

    private static final int MOST_REASON_CHARACTERS = 500;

    private final String networkId;
    private final AccountEscrow escrows;

    /** @param networkId the network whose statements are accepted */
    public AccountDecider(String networkId, EscrowRules rules) {
        this.networkId = networkId;
        this.escrows = new AccountEscrow(networkId, rules);
    }

    @Override
    public AccountState initial() {
        return new Absent();
    }

    @Override
    public Decision<AccountEvent> decide(AccountCommand command, AccountState state) {
        return switch (state) {
            case Absent _ ->
                switch (command) {
                    case Register c -> register(c);
                    case IssueApiKey _,
                            RevokeApiKey _,
                            CertifyClientKey _,
                            RevokeClientKey _,
                            AuthorizeCredit _,
                            OpenEscrow _,
                            RecordDeposit _,
                            AcceptVoucher _,
                            RecordRedemption _,
                            RecordExit _,
                            RecordFinish _,
                            RebalanceLanes _,
                            Suspend _,
                            Resume _ -> reject(AccountRefusal.ACCOUNT_UNKNOWN, "no such account");
                };
            case Open account ->
                switch (command) {
                    case Register c -> again(c, account);
                    case IssueApiKey c -> AccountKeys.issue(c, account);
                    case RevokeApiKey c -> AccountKeys.revoke(c, account);
                    case CertifyClientKey c -> AccountKeys.certify(c, account);
                    case RevokeClientKey c -> AccountKeys.revoke(c, account);
                    case AuthorizeCredit c -> AccountCredit.authorise(c, account, networkId);
                    case OpenEscrow c -> escrows.open(c, account);
                    case RecordDeposit c -> escrows.deposit(c, account);
                    case AcceptVoucher c -> escrows.promise(c, account);
                    case RecordRedemption c -> escrows.redeem(c, account);
                    case RecordExit c -> escrows.exit(c, account);
                    case RecordFinish c -> escrows.finish(c, account);
                    case RebalanceLanes c -> AccountCredit.rebalance(c, account);
                    case Suspend c -> suspend(c, account);
                    case Resume _ when !account.suspended() -> alreadyDone();
                    case Resume c -> accept(new AccountEvent.Resumed(c.account(), c.at()));
                };
        };
    }

    private Decision<AccountEvent> register(Register c) {
        if (!AccountLimits.areSane(c.modelFamilies(), c.requestsPerDay(), c.tokensPerRequest(), c.lanes())) {
            return reject(
                    AccountRefusal.INVALID_LIMITS,
                    "1 to 32 distinct model families, at least one request a day and one token a request, 1 to 64 lanes");
        }
        byte[] statement = AccountStatements.registration(
                networkId, c.ownerKey(), c.modelFamilies(), c.requestsPerDay(), c.tokensPerRequest());
        if (!Signatures.verify(c.ownerKey(), c.proof(), statement)) {
            return reject(AccountRefusal.INVALID_PROOF, "the owner key's signature does not verify");
        }
        return accept(
                new AccountEvent.Registered(
                        c.account(),
                        c.profile(),
                        c.ownerKey(),
                        c.modelFamilies(),
                        c.requestsPerDay(),
                        c.tokensPerRequest(),
                        c.lanes(),
                        c.proof(),
                        c.at()),
                new AccountEvent.ApiKeyIssued(c.account(), c.apiKeyHash(), c.at()));
    }

    private static Decision<AccountEvent> again(Register c, Open account) {
        List<Object> asked =
                List.of(c.ownerKey(), c.modelFamilies(), c.requestsPerDay(), c.tokensPerRequest(), c.lanes());
        List<Object> stands = List.of(
                account.ownerKey(),
                account.modelFamilies(),
                account.requestsPerDay(),
                account.tokensPerRequest(),
                account.lanes());
        return asked.equals(stands) && account.apiKeys().contains(c.apiKeyHash())
                ? alreadyDone()
                : reject(AccountRefusal.ACCOUNT_EXISTS, "this account is registered");
    }

    private static Decision<AccountEvent> suspend(Suspend c, Open account) {
        if (account.suspended()) {
            return alreadyDone();
        }
        if (c.reason().length() > MOST_REASON_CHARACTERS) {
            return reject(
                    AccountRefusal.INVALID_REASON, "a reason has at most " + MOST_REASON_CHARACTERS + " characters");
        }
        return accept(new AccountEvent.Suspended(c.account(), c.reason(), c.at()));
    }

    @Override
    public AccountState evolve(AccountState state, AccountEvent event) {
        return AccountFold.evolve(state, event);
    }
}
