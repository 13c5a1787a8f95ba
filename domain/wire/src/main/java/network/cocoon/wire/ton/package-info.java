/**
 * TON's cells as far as vouchers, proofs of wallets and a local chain need them: ordinary and library cells, their hash,
 * the bag-of-cells format, addresses, dictionaries to read. What comes from outside is bounded and refused with a
 * {@link network.cocoon.wire.ton.TonFormatException}. Sources: TON's whitepaper (tvm.pdf, 3.1) and crypto/tl/boc.tlb.
 */
@NullMarked
package network.cocoon.wire.ton;

import org.jspecify.annotations.NullMarked;
