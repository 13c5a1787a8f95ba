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

    static InferenceEvent.Resealed resealed(InferenceCommand.Reseal c) {
        return new InferenceEvent.Resealed(
                c.request(),
                c.header(),
                c.headerHash(),
                c.ciphertextDigest(),
                c.ciphertextBytes(),
                c.candidates(),
                c.clientSignature(),
                c.at());
    }

    /** The order with the wraps that stand now; what was agreed and reserved is as it was. */
    static InferenceEvent.Requested resealed(InferenceEvent.Requested order, InferenceEvent.Resealed wraps) {
        return new InferenceEvent.Requested(
                order.request(),
                order.account(),
                order.clientKey(),
                order.model(),
                order.modelDigest(),
                wraps.header(),
                wraps.headerHash(),
                wraps.ciphertextDigest(),
                wraps.ciphertextBytes(),
                wraps.candidates(),
                order.maxTokens(),
                order.maxCoefficient(),
                order.maxCost(),
                order.prices(),
                order.reservation(),
                order.day(),
                wraps.clientSignature(),
                order.deadline(),
                order.at());
    }
}
