package network.cocoon.domain.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import org.junit.jupiter.api.Test;

class ExitTreeTest {

    private static List<Payment> owed(int count) {
        List<Payment> owed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String hex = String.format("%064x", i);
            owed.add(new Payment(
                    new ProviderId("own_" + hex.substring(32)), "0:" + hex, Nanoton.of(1_000_000_007L * (i + 1))));
        }
        return owed;
    }

    /** RFC 6962, 2.1, as it is written there. */
    private static Digest rfc6962(List<Digest> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        return Digest.sha256(
                new byte[] {1},
                rfc6962(leaves.subList(0, left)).raw(),
                rfc6962(leaves.subList(left, leaves.size())).raw());
    }

    @Test
    void everyClaimLeadsToTheRootWhichIsThatOfRfc6962() {
        for (int count = 1; count <= 40; count++) {
            ExitTree tree = ExitTree.of(owed(count));
            List<Digest> leaves = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ExitClaim claim = tree.claim(i);
                assertThat(claim.root()).isEqualTo(tree.root());
                assertThat(claim.leaf())
                        .isEqualTo(new ExitLeaf(
                                i,
                                owed(count).get(i).address(),
                                owed(count).get(i).amount()));
                leaves.add(claim.leaf().hash());
            }
            assertThat(tree.root()).isEqualTo(rfc6962(leaves));
        }
    }

    @Test
    void theHashOfALeafIsFixedForEver() {
        byte[] leaf = new byte[44];
        leaf[1] = 0x12;
        leaf[2] = 0x34;
        leaf[3] = -1;
        leaf[35] = 7;
        leaf[43] = 5;
        assertThat(new ExitLeaf(0x1234, "-1:" + "0".repeat(62) + "07", Nanoton.of(5)).hash())
                .isEqualTo(Digest.sha256(leaf));
    }

    @Test
    void nothingIsOwedByAnEmptyTreeAndTooManyAreRefused() {
        assertThat(ExitTree.of(List.of()).root()).isEqualTo(Digest.sha256());
        assertThatThrownBy(() -> ExitTree.of(Collections.nCopies(ExitTree.MOST_LEAVES + 1, owed(1).getFirst())))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
