package network.cocoon.domain.provider;

import network.cocoon.domain.kernel.ProviderId;

/** What a wallet is asked to agree to. It stands in the payload, so that a proof for one thing is none for another. */
public sealed interface ProofPurpose {

    /** The wallet is where a new provider is paid. */
    record Registration() implements ProofPurpose {}

    /** The wallet is where this provider wants to be paid from some time on. */
    record PayTo(ProviderId provider) implements ProofPurpose {}

    /** The wallet, where this provider is paid now, is to stay so. */
    record Keep(ProviderId provider) implements ProofPurpose {}

    /** With what a payload begins; behind it stands what makes it unique. */
    default String prefix(String networkId) {
        return "cocoon/" + networkId + "/" + text();
    }

    /** The same without the network. */
    default String text() {
        return switch (this) {
            case Registration _ -> "register/";
            case PayTo p -> "pay/" + p.provider() + "/";
            case Keep k -> "keep/" + k.provider() + "/";
        };
    }
}
