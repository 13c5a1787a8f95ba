package network.cocoon.domain.account;

import static network.cocoon.domain.kernel.Decision.accept;
import static network.cocoon.domain.kernel.Decision.alreadyDone;
import static network.cocoon.domain.kernel.Decision.reject;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import network.cocoon.domain.account.AccountCommand.AuthorizeCredit;
import network.cocoon.domain.account.AccountCommand.RebalanceLanes;
import network.cocoon.domain.account.AccountState.Open;
import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.LaneMove;

/** Decisions about money: authorised in total by the owner, spread over lanes, moved between them. */
final class AccountCredit {

    private AccountCredit() {}

    static Decision<AccountEvent> authorise(AuthorizeCredit c, Open account, String networkId) {
        if (!c.networkId().equals(networkId)) {
            return reject(AccountRefusal.WRONG_NETWORK, "this network is " + networkId);
        }
        if (account.credit().cameFromEscrows()) {
            return reject(AccountRefusal.CREDIT_NOT_BACKED, "this account's credit comes from its escrow's vouchers");
        }
        Instant until = account.creditUntil();
        int rise = c.cumulative().compareTo(account.authorised());
        if (rise == 0 && until != null && !c.validUntil().isAfter(until)) {
            return alreadyDone();
        }
        if (rise < 0 || (rise == 0 && until == null)) {
            return reject(
                    AccountRefusal.CREDIT_NOT_INCREASED,
                    "authorisations are cumulative; " + account.authorised() + " nanoton stand");
        }
        if (!AccountKeys.wholeSeconds(c.validUntil()) || !c.validUntil().isAfter(c.at())) {
            return reject(AccountRefusal.INVALID_VALIDITY, "an authorisation ends in the future, on a whole second");
        }
        if (!Lanes.areAll(c.lanes(), account.lanes())) {
            return reject(AccountRefusal.LANES_MISMATCH, "all lanes, in order");
        }
        byte[] statement = AccountStatements.credit(networkId, c.account(), c.cumulative(), c.validUntil());
        if (!Signatures.verify(account.ownerKey(), c.signature(), statement)) {
            return reject(AccountRefusal.INVALID_CREDIT_SIGNATURE, "the owner key did not authorise this credit");
        }
        List<LaneMove> moves =
                Lanes.spread(c.cumulative().minus(account.authorised()).value(), c.lanes());
        return accept(new AccountEvent.CreditAuthorized(
                c.account(), networkId, c.cumulative(), c.validUntil(), c.signature(), moves, c.at()));
    }

    static Decision<AccountEvent> rebalance(RebalanceLanes c, Open account) {
        if (!Lanes.areAll(c.lanes(), account.lanes()) || c.target() < 0 || c.target() >= account.lanes()) {
            return reject(AccountRefusal.LANES_MISMATCH, "all lanes, in order, and one of them the target");
        }
        LaneState target = c.lanes().get(c.target());
        if (target.free().compareTo(c.needed()) >= 0) {
            return alreadyDone();
        }
        BigInteger free = Lanes.total(c.lanes());
        if (free.compareTo(BigInteger.valueOf(account.authorised().value())) > 0) {
            return reject(AccountRefusal.LANES_MISMATCH, "lanes cannot hold more than was authorised");
        }
        if (free.compareTo(BigInteger.valueOf(c.needed().value())) < 0) {
            return reject(AccountRefusal.NO_CREDIT, "needs " + c.needed() + " nanoton, " + free + " are free in all");
        }
        List<LaneMove> moves = Lanes.gather(target, c.needed().minus(target.free()), c.lanes());
        return accept(new AccountEvent.LanesRebalanced(c.account(), moves, c.at()));
    }
}
