package network.cocoon.commands.apps;

import java.time.InstantSource;
import java.util.List;
import network.cocoon.commands.admission.LaneBook;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.http.ApiKeys;
import network.cocoon.commands.http.Role;
import network.cocoon.commands.network.NetworkIdentity;
import network.cocoon.commands.registration.FreshIds;
import network.cocoon.commands.registration.Profiles;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.account.AccountCommand;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountRefusal;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.api.AppApi.ApiKey;
import network.cocoon.wire.api.AppApi.AppRegistered;
import network.cocoon.wire.api.AppApi.AuthorizeCredit;
import network.cocoon.wire.api.AppApi.CertifyClientKey;
import network.cocoon.wire.api.AppApi.RegisterApp;
import org.springframework.stereotype.Service;

/** Carries an app's orders to its stream, together with the rows that follow from them. */
@Service
class Accounts {

    private final Dispatcher dispatcher;
    private final Transactions transactions;
    private final ApiKeys keys;
    private final Profiles profiles;
    private final FreshIds ids;
    private final LaneBook lanes;
    private final NetworkIdentity identity;
    private final CocoonSettings settings;
    private final InstantSource clock;

    Accounts(
            Dispatcher dispatcher,
            Transactions transactions,
            ApiKeys keys,
            Profiles profiles,
            FreshIds ids,
            LaneBook lanes,
            NetworkIdentity identity,
            CocoonSettings settings,
            InstantSource clock) {
        this.dispatcher = dispatcher;
        this.transactions = transactions;
        this.keys = keys;
        this.profiles = profiles;
        this.ids = ids;
        this.lanes = lanes;
        this.identity = identity;
        this.settings = settings;
        this.clock = clock;
    }

    AppRegistered register(RegisterApp order) {
        AccountId account = ids.account();
        ApiKeys.Minted key = keys.mint(Role.APP);
        transactions.run(() -> {
            Digest profile = profiles.store(account.value(), order.name());
            keys.register(Role.APP, account.value(), key.hash());
            lanes.create(account, settings.apps().lanes());
            dispatcher.dispatch(new AccountCommand.Register(
                    account,
                    profile,
                    order.ownerKey(),
                    order.modelFamilies(),
                    order.requestsPerDay(),
                    order.tokensPerRequest(),
                    settings.apps().lanes(),
                    order.proof(),
                    key.hash(),
                    clock.instant()));
        });
        return new AppRegistered(account, key.text());
    }

    ApiKey issueKey(AccountId account) {
        ApiKeys.Minted key = keys.mint(Role.APP);
        transactions.run(() -> {
            keys.register(Role.APP, account.value(), key.hash());
            dispatcher.dispatch(new AccountCommand.IssueApiKey(account, key.hash(), clock.instant()));
        });
        return new ApiKey(key.text());
    }

    ClientKeyId certify(AccountId account, CertifyClientKey order) {
        dispatcher.dispatch(new AccountCommand.CertifyClientKey(
                account,
                order.publicKey(),
                order.notBefore(),
                order.notAfter(),
                order.spendPerDay(),
                order.certificate(),
                clock.instant()));
        return new ClientKeyId(
                "key_" + Digest.sha256(order.publicKey().toArray()).hex());
    }

    void revoke(AccountId account, ClientKeyId key) {
        dispatcher.dispatch(new AccountCommand.RevokeClientKey(account, key, clock.instant()));
    }

    void authorise(AccountId account, AuthorizeCredit order) {
        if (!settings.apps().unbackedCredit()) {
            throw new RefusedException(
                    AccountRefusal.CREDIT_NOT_BACKED, "this network takes vouchers of an escrow: POST .../vouchers");
        }
        transactions.run(() -> {
            List<LaneState> locked = lanes.lock(account);
            Outcome outcome = dispatcher.dispatch(new AccountCommand.AuthorizeCredit(
                    account,
                    identity.networkId(),
                    order.cumulative(),
                    order.validUntil(),
                    order.signature(),
                    locked,
                    clock.instant()));
            switch (outcome) {
                case Outcome.Accepted accepted ->
                    lanes.apply(
                            account,
                            accepted.only(AccountEvent.CreditAuthorized.class).moves());
                case Outcome.AlreadyDone _ -> {}
            }
        });
    }
}
