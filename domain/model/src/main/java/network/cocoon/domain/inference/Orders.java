package network.cocoon.domain.inference;

import network.cocoon.domain.inference.InferenceCommand.Submit;

/** From an accepted submission to the fact. */
final class Orders {

    private Orders() {}

    static InferenceEvent.Requested requested(Submit c) {
        HeaderFacts facts = c.headerFacts();
        return new InferenceEvent.Requested(
                c.request(),
                c.account(),
                c.clientKey(),
                facts.model(),
                c.modelDigest(),
                c.header(),
                c.headerHash(),
                c.ciphertextDigest(),
                c.ciphertextBytes(),
                c.candidates(),
                facts.maxTokens(),
                facts.maxCoefficient(),
                facts.maxCost(),
                c.prices(),
                c.reservation(),
                c.day(),
                c.clientSignature(),
                c.deadline(),
                c.at());
    }
}
