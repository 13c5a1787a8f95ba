package network.cocoon.workers.operator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.escrow.Promise;
import network.cocoon.wire.ton.Cell;
import org.junit.jupiter.api.Test;
import org.ton.ton4j.address.Address;
import org.ton.ton4j.cell.CellBuilder;

/** Another implementation, written by others, comes to the same hashes and addresses. */
class Ton4jAgreesTest {

    private final EscrowFixture f = new EscrowFixture();

    @Test
    void what_is_signed_has_the_same_hash() {
        Promise promise = new Promise(Chain.ton("3"), Instant.ofEpochSecond(1_800_000_001));
        var cell = CellBuilder.beginCell()
                .storeUint(0x434F4331L, 32)
                .storeUint(f.terms.expiry().getEpochSecond(), 32)
                .storeInt(f.terms.networkId(), 32)
                .storeUint(f.terms.nonce(), 32)
                .storeUint(f.terms.delay().toSeconds(), 32)
                .storeAddress(Address.of(f.escrow.raw()))
                .storeUint(BigInteger.valueOf(promise.cumulative().value()), 64)
                .storeUint(promise.validUntil().getEpochSecond(), 32)
                .endCell();
        assertThat(cell.getHash()).isEqualTo(f.keys.hash(promise));
    }

    @Test
    void it_reads_our_bags_and_computes_the_same_addresses() {
        for (InitialState state : new InitialState[] {f.opening.initial(), f.highload.initial()}) {
            Cell ours = state.toCell();
            var theirs = org.ton.ton4j.cell.Cell.fromBoc(ours.toBoc());
            assertThat(Digest.of(theirs.getHash())).isEqualTo(state.address().hash());
            assertThat(Cell.ofBoc(theirs.toBoc())).isEqualTo(ours);
        }
    }
}
