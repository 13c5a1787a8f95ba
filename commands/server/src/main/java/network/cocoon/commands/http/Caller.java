package network.cocoon.commands.http;

import jakarta.servlet.http.HttpServletRequest;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;

/**
 * Who sent a request, by its bearer key. A controller takes it as a parameter and asks for the role it needs; the wrong
 * role is refused with {@code FORBIDDEN}, no key with {@code UNAUTHENTICATED}.
 */
public sealed interface Caller {

    /** @param keyHash SHA-256 of the key that was shown */
    record App(AccountId account, Digest keyHash) implements Caller {}

    record Provider(ProviderId provider) implements Caller {}

    record Worker(WorkerId worker) implements Caller {}

    record Operator() implements Caller {}

    record Anonymous() implements Caller {}

    /** Who sent this request to the API. */
    static Caller of(HttpServletRequest request) {
        return request.getAttribute(CallerFilter.ATTRIBUTE) instanceof Caller caller ? caller : new Anonymous();
    }

    /** The calling app, whichever account it is of. */
    default App app() {
        return switch (this) {
            case App app -> app;
            case Anonymous _ -> throw HttpRefusal.UNAUTHENTICATED.because("an app's API key is needed");
            case Provider _, Worker _, Operator _ -> throw HttpRefusal.FORBIDDEN.because("this is for apps");
        };
    }

    /** The calling app, which must be of this account. */
    default App app(AccountId account) {
        App app = app();
        if (!app.account().equals(account)) {
            throw HttpRefusal.FORBIDDEN.because("the key is not of this account");
        }
        return app;
    }

    /** Who may read this account's money: the app itself, and the operator, who keeps the log that it is in. */
    default void appOrOperator(AccountId account) {
        if (!(this instanceof Operator)) {
            app(account);
        }
    }

    /** Who may see what workers prove: any app, and the operator, who judged it. */
    default void appOrOperator() {
        if (!(this instanceof Operator)) {
            app();
        }
    }

    /** Who may read this owner's money. */
    default void providerOrOperator(ProviderId provider) {
        if (!(this instanceof Operator)) {
            provider(provider);
        }
    }

    /** The calling provider, which must be this one. */
    default void provider(ProviderId provider) {
        switch (this) {
            case Provider p when p.provider().equals(provider) -> {}
            case Anonymous _ -> throw HttpRefusal.UNAUTHENTICATED.because("a provider's key is needed");
            case Provider _ -> throw HttpRefusal.FORBIDDEN.because("the key is not of this provider");
            case App _, Worker _, Operator _ -> throw HttpRefusal.FORBIDDEN.because("this is for providers");
        }
    }

    /** The calling worker, which must be this one. */
    default void worker(WorkerId worker) {
        switch (this) {
            case Worker w when w.worker().equals(worker) -> {}
            case Anonymous _ -> throw HttpRefusal.UNAUTHENTICATED.because("a worker's key is needed");
            case Worker _ -> throw HttpRefusal.FORBIDDEN.because("the key is not of this worker");
            case App _, Provider _, Operator _ -> throw HttpRefusal.FORBIDDEN.because("this is for workers");
        }
    }

    default void operator() {
        switch (this) {
            case Operator _ -> {}
            case Anonymous _ -> throw HttpRefusal.UNAUTHENTICATED.because("the operator's token is needed");
            case App _, Provider _, Worker _ -> throw HttpRefusal.FORBIDDEN.because("this is for the operator");
        }
    }
}
