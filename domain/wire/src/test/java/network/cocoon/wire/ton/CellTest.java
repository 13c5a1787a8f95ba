package network.cocoon.wire.ton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import network.cocoon.wire.ton.TonFormatException.Code;
import org.junit.jupiter.api.Test;

class CellTest {

    @Test
    void the_empty_cell_has_the_hash_that_everyone_knows() {
        assertThat(Cell.EMPTY.hash().hex())
                .isEqualTo("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7");
    }

    @Test
    void an_address_is_read_in_all_its_forms() {
        // The elector's address as documentation gives it.
        TonAddress elector = TonAddress.parse("Ef8zMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzM0vF");
        assertThat(elector.raw()).isEqualTo("-1:" + "3".repeat(64));
        assertThat(TonAddress.parse(elector.raw())).isEqualTo(elector);
        assertThat(TonAddress.parse(elector.friendly(false, true))).isEqualTo(elector);
        assertThat(elector.friendly(true, false)).isEqualTo("Ef8zMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzM0vF");
        assertThatThrownBy(() -> TonAddress.parse("Ef8zMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzM0vG"))
                .isInstanceOfSatisfying(
                        TonFormatException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_AN_ADDRESS));
    }

    @Property(tries = 200)
    void what_is_written_is_read(@ForAll long number, @ForAll boolean flag, @ForAll byte small) {
        BigInteger wide = BigInteger.valueOf(number).multiply(BigInteger.valueOf(number));
        Cell leaf = CellBuilder.begin()
                .bit(flag)
                .sint(BigInteger.valueOf(number), 65)
                .end();
        Cell root = CellBuilder.begin()
                .uint(small & 0x7F, 7)
                .coins(wide.shiftRight(8))
                .ref(leaf)
                .maybeRef(leaf)
                .maybeRef(null)
                .end();
        Cell back = Cell.ofBoc(root.toBoc());
        assertThat(back).isEqualTo(root);
        CellReader in = back.read();
        assertThat(in.uint(7)).isEqualTo(small & 0x7F);
        assertThat(in.coins()).isEqualTo(wide.shiftRight(8));
        CellReader below = in.ref().read();
        assertThat(below.bit()).isEqualTo(flag);
        assertThat(below.signed(65)).isEqualTo(number);
        assertThat(in.maybeRef()).isEqualTo(leaf);
        assertThat(in.maybeRef()).isNull();
        assertThat(in.bitsLeft() + in.refsLeft()).isZero();
    }

    @Property(tries = 2000)
    void a_broken_bag_is_refused_by_code(@ForAll int at, @ForAll byte value, @ForAll boolean cut) {
        byte[] boc = CellBuilder.begin()
                .uint(5, 11)
                .ref(CellBuilder.begin().bit(true).end())
                .ref(Cell.EMPTY)
                .end()
                .toBoc();
        int index = Math.floorMod(at, boc.length);
        byte[] broken = cut ? Arrays.copyOf(boc, index) : boc.clone();
        if (!cut) {
            broken[index] ^= value == 0 ? 1 : value;
        }
        assertThatThrownBy(() -> Cell.ofBoc(broken)).isInstanceOf(TonFormatException.class);
    }

    @Property(tries = 2000)
    void any_bytes_behind_a_good_beginning_are_a_bag_or_refused(@ForAll byte[] tail) {
        byte[] boc = new byte[4 + tail.length];
        System.arraycopy(Base64.getDecoder().decode("te6ccg=="), 0, boc, 0, 4);
        System.arraycopy(tail, 0, boc, 4, tail.length);
        try {
            assertThat(Cell.ofBoc(boc).depth()).isLessThanOrEqualTo(Cell.MAX_DEPTH);
        } catch (TonFormatException e) {
            assertThat(e.code()).isNotNull();
        }
    }

    @Test
    void a_bag_that_doubles_with_each_cell_is_read_once() {
        Cell cell = Cell.EMPTY;
        for (int i = 0; i < 500; i++) {
            cell = CellBuilder.begin().ref(cell).ref(cell).ref(cell).ref(cell).end();
        }
        Cell back = Cell.ofBoc(cell.toBoc());
        assertThat(back.hash()).isEqualTo(cell.hash());
        assertThat(back.depth()).isEqualTo(500);
    }

    @Test
    void too_many_entries_of_a_dictionary_are_refused() {
        // One cell for each level: 2^20 entries in 21 cells.
        Cell level = CellBuilder.begin().uint(0, 2).end();
        for (int i = 0; i < 20; i++) {
            level = CellBuilder.begin().uint(0, 2).ref(level).ref(level).end();
        }
        Cell root = level;
        assertThatThrownBy(() -> CellDictionary.read(root, 20, 1000))
                .isInstanceOfSatisfying(
                        TonFormatException.class, e -> assertThat(e.code()).isEqualTo(Code.TOO_LARGE));
    }
}
