package network.cocoon.workers.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.workers.devchain.chain.Chain;
import network.cocoon.workers.devchain.chain.ChainSettings;
import network.cocoon.workers.devchain.chain.Faucet;
import network.cocoon.workers.devchain.chain.StoredTransaction;
import network.cocoon.workers.operator.port.ChainMessage;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.TonFailure;
import network.cocoon.workers.tvm.Tvm;
import network.cocoon.workers.tvm.block.Message;
import network.cocoon.workers.tvm.block.Transaction;
import org.junit.jupiter.api.Test;

/** Transactions of the real TVM, read by us, by the local chain and by ton4j; and what nobody can read. */
class TransactionReaderTest {

    private static final TonAddress PAYEE = new TonAddress((byte) 0, Digest.sha256());

    @Test
    void all_three_readers_agree_and_fees_are_what_the_account_lost() throws Exception {
        for (StoredTransaction stored : transactions()) {
            Transaction expected = stored.transaction();
            byte[] boc = expected.cell().toBoc();
            ChainTransaction read = TransactionReader.read(boc, stored.address());
            assertThat(read.id().hash()).isEqualTo(expected.hash());
            assertThat(read.id().lt()).isEqualTo(expected.lt());
            assertThat(read.at()).isEqualTo(Instant.ofEpochSecond(expected.now()));
            assertThat(read.aborted()).isEqualTo(expected.phases().aborted());
            assertThat(read.in().orElseThrow().hash())
                    .isEqualTo(Objects.requireNonNull(expected.in()).cell().hash());
            assertThat(read.out().stream().map(ChainMessage::hash))
                    .isEqualTo(expected.out().stream().map(m -> m.cell().hash()).toList());
            BigInteger fee = expected.totalFees();
            for (Message message : expected.out()) {
                fee = fee.add(((Message.Internal) message).forwardFee());
            }
            assertThat(read.fee().value()).isEqualTo(fee.longValueExact());

            var other = org.ton.ton4j.tlb.Transaction.deserialize(
                    org.ton.ton4j.cell.CellSlice.beginParse(org.ton.ton4j.cell.Cell.fromBoc(boc)));
            assertThat(other.getLt()).isEqualTo(BigInteger.valueOf(read.id().lt()));
            assertThat(other.getTotalFees().getCoins()).isEqualTo(expected.totalFees());
        }
    }

    @Test
    void a_damaged_transaction_is_refused_with_a_code() throws Exception {
        Random random = new Random(7);
        StoredTransaction stored = transactions().getLast();
        byte[] boc = stored.transaction().cell().toBoc();
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = boc.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            // Without the checksum's flag, so that the damage is read.
            damaged[4] &= (byte) ~0x40;
            try {
                TransactionReader.read(java.util.Arrays.copyOf(damaged, damaged.length - 4), stored.address());
            } catch (TonFailure e) {
                assertThat(e.code())
                        .isIn(
                                TonFailure.Code.ANSWER_UNREADABLE,
                                TonFailure.Code.ANSWER_FALSE,
                                TonFailure.Code.ANSWER_TOO_LARGE);
            }
        }
    }

    /** Anyone can send our contracts such a body; the history goes on behind it. */
    @Test
    void a_message_with_a_merkle_proof_in_it_holds_nobody_up() {
        // An ordinary cell, under it a Merkle proof (tvm.pdf, 3.1.7), under that a pruned branch.
        String root = "0110abcdef0123456789";
        String proof = "094603" + "00".repeat(34);
        String pruned = "28480101" + "00".repeat(34);
        byte[] boc = bytes("b5ee9c72010103010057" + "00" + root + "01" + proof + "02" + pruned);
        assertThatThrownBy(() -> Cell.ofBoc(boc)).isInstanceOf(TonFormatException.class);
        LooseCells cells = LooseCells.read(boc);
        assertThat(cells.root().bits()).isEqualTo(64);
        assertThat(cells.root().refs()).containsExactly(Cell.EMPTY);
        Digest below = Digest.sha256(
                bytes(proof), bytes("0000"), Digest.sha256(bytes(pruned)).raw());
        assertThat(cells.hash(cells.root()))
                .as("its own hash, not that of what we made of it")
                .isEqualTo(Digest.sha256(bytes(root), bytes("0001"), below.raw()));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static List<StoredTransaction> transactions() throws Exception {
        try (Tvm tvm = Tvm.start();
                Chain chain = Chain.inMemory(
                        ChainSettings.INSTANT, InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000)), tvm)) {
            chain.give(PAYEE, BigInteger.valueOf(5_000_000_000L));
            chain.give(PAYEE, BigInteger.valueOf(7));
            List<StoredTransaction> all = new java.util.ArrayList<>(chain.view(v -> v.history(PAYEE)));
            all.addAll(chain.view(v -> v.history(Faucet.ADDRESS)));
            assertThat(all).hasSizeGreaterThan(3);
            return all;
        }
    }
}
