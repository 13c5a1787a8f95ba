/**
 * ton_proof: who owns a TON wallet, as its owner shows by TON Connect. Written here because the library that this project
 * uses for TON takes a victim's address with an attacker's key for a proof. Whoever asks a wallet for a proof says which
 * domain asks, gives it a single-use payload, and gets back an address, the wallet's initial state and a signature; of
 * these only the signature and what it covers is believed.
 *
 * <p>Source: docs.ton.org, "TON Connect", "Signing and verification" (ton-proof-item-v2); block.tlb, StateInit; the
 * wallets' published sources for where each keeps its key.
 */
@NullMarked
package network.cocoon.wire.tonproof;

import org.jspecify.annotations.NullMarked;
