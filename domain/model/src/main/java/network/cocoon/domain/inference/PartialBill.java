package network.cocoon.domain.inference;

import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.registry.Charge;

/**
 * What is owed for an answer that broke off: everything up to the highest head that the app acknowledged, nothing beyond
 * it, whoever broke it off.
 *
 * @param head            exact canonical bytes
 * @param headSignature   by the worker's attested receipt key
 * @param acknowledgement by the order's client key
 * @param usage           as the head states it
 */
public record PartialBill(
        ProviderId provider, Bytes head, Bytes headSignature, Bytes acknowledgement, TokenUsage usage, Charge charge) {}
