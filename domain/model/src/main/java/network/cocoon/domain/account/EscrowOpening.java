package network.cocoon.domain.account;

import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;

/**
 * What an app's escrow on TON is deployed with; its address follows from it ({@link EscrowRules#address}).
 *
 * @param chain        the chain's global id, -239 for mainnet
 * @param nonce        32 bits, higher than that of the account's last escrow: no opening is ever deployed twice
 * @param payer        raw address of the owner's wallet, which alone may close
 * @param payee        raw address of the network's wallet
 * @param voucherKey   raw Ed25519 key that signs vouchers and certificates of clients
 * @param expiry       whole seconds; no voucher is worth anything from then on
 * @param delaySeconds what a close or a change of key leaves the network to redeem what it holds
 */
public record EscrowOpening(
        int chain, long nonce, String payer, String payee, Bytes voucherKey, Instant expiry, long delaySeconds) {}
