package network.cocoon.wire.exit;

import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.settlement.Exit;
import network.cocoon.domain.settlement.ExitClaim;
import network.cocoon.domain.settlement.ExitRoot;
import network.cocoon.wire.api.ExitApi.Claim;
import network.cocoon.wire.api.ExitApi.ProviderExit;
import network.cocoon.wire.ton.TonAddress;

/** What a provider is told of the exit, the same by the operator's server and by an auditor who has the log. */
public final class ExitAnswers {

    private ExitAnswers() {}

    /** @param root the standing one, or one that may stand by now */
    public static ProviderExit of(ProviderId provider, Exit exit, ExitRoot root) {
        return new ProviderExit(
                provider,
                exit.address(),
                exit.terms().networkId(),
                root.number(),
                root.root(),
                exit.opensAt(),
                exit.open(),
                root.claimOf(provider).map(claim -> answer(exit, claim)).orElse(null));
    }

    private static Claim answer(Exit exit, ExitClaim claim) {
        return new Claim(
                claim.leaf().index(),
                claim.leaf().address(),
                claim.leaf().owed(),
                Bytes.of(ExitClaims.body(claim).toBoc()),
                ExitClaims.FOR_GAS,
                ExitClaims.link(TonAddress.parse(exit.address()), exit.terms().networkId(), claim),
                exit.claimed().contains(claim.leaf().index()));
    }
}
