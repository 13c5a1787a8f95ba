package network.cocoon.domain.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import network.cocoon.domain.kernel.Digest;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

    private static final int LARGEST = 300;

    /** The eight leaves of the reference implementation of RFC 6962, github.com/google/certificate-transparency. */
    private static final NaiveTree REFERENCE = new NaiveTree(Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(data -> Digest.sha256(new byte[1], HexFormat.of().parseHex(data)))
            .toList());

    /** Its roots, of no leaf to all eight. */
    private static final List<Digest> ROOTS = Stream.of(
                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")
            .map(Digest::new)
            .toList();

    @Test
    void hasTheRootsOfTheReference() {
        Frontier frontier = new Frontier();
        List<Digest> roots = new ArrayList<>();
        roots.add(frontier.root());
        for (Digest leaf : REFERENCE.leaves()) {
            frontier.append(leaf);
            roots.add(frontier.root());
        }

        assertThat(roots).isEqualTo(ROOTS);
    }

    /** Leaf 2 of 8 in the reference's own test data, which counts from 1. */
    @Test
    void hasThePathOfTheReference() {
        InclusionProof proof = InclusionProof.of(0, 8, REFERENCE.subtrees());

        assertThat(proof.path())
                .isEqualTo(Stream.of(
                                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")
                        .map(Digest::new)
                        .toList());
    }

    @Property(tries = 100)
    void theFrontierIsTheTree(@ForAll @IntRange(max = LARGEST) int size, @ForAll @IntRange(max = LARGEST) int stop) {
        NaiveTree tree = NaiveTree.of(size);
        Frontier frontier = new Frontier();
        for (int i = 0; i < size; i++) {
            if (i == stop) { // as a process that stops and starts
                frontier = new Frontier(frontier.size(), frontier.peaks());
            }
            frontier.append(tree.leaves().get(i));
        }

        assertThat(frontier.root()).isEqualTo(tree.root());
        assertThat(frontier.size()).isEqualTo(size);
        if (size > 0) {
            assertThat(tree.subtrees().rootOf(size)).isEqualTo(tree.root());
        }
    }

    @Test
    void anEdgeOfAnotherSizeIsRefused() {
        assertThatThrownBy(() -> new Frontier(3, new byte[32])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Frontier(-1, new byte[64 * 32])).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 300)
    void everyLeafIsProven(
            @ForAll @IntRange(min = 1, max = LARGEST) int size,
            @ForAll @IntRange(max = LARGEST) int any,
            @ForAll @IntRange(max = LARGEST) int other) {
        NaiveTree tree = NaiveTree.of(size);
        int leaf = any % size;
        Digest root = tree.root();
        InclusionProof proof = InclusionProof.of(leaf, size, tree.subtrees());

        assertThat(proof.path()).isEqualTo(tree.path(leaf));
        assertThat(proof.proves(tree.leaves().get(leaf), root)).isTrue();
        assertThat(proof.proves(Digest.sha256(), root)).isFalse();
        assertThat(proof.proves(tree.leaves().get(leaf), Digest.sha256())).isFalse();
        if (other % size != leaf) {
            assertThat(new InclusionProof(other % size, size, proof.path())
                            .proves(tree.leaves().get(leaf), root))
                    .isFalse();
        }
        changed(proof.path()).forEach(path -> assertThat(new InclusionProof(leaf, size, path)
                        .proves(tree.leaves().get(leaf), root))
                .isFalse());
    }

    @Property(tries = 300)
    void everyGrowthIsProven(
            @ForAll @IntRange(min = 1, max = LARGEST) int to, @ForAll @IntRange(max = LARGEST) int any) {
        NaiveTree tree = NaiveTree.of(to);
        int from = any % to + 1;
        Digest before = tree.first(from).root();
        Digest after = tree.root();
        ConsistencyProof proof = ConsistencyProof.of(from, to, tree.subtrees());

        assertThat(proof.path()).isEqualTo(tree.proof(from));
        assertThat(proof.proves(before, after)).isTrue();
        assertThat(proof.proves(Digest.sha256(), after)).isFalse();
        assertThat(proof.proves(before, Digest.sha256())).isFalse();
        changed(proof.path()).forEach(path -> assertThat(new ConsistencyProof(from, to, path).proves(before, after))
                .isFalse());
    }

    /** One too few, one too many, and each one another. */
    private static List<List<Digest>> changed(List<Digest> path) {
        List<List<Digest>> all = new ArrayList<>();
        List<Digest> more = new ArrayList<>(path);
        more.add(Digest.sha256());
        all.add(more);
        for (int i = 0; i < path.size(); i++) {
            List<Digest> other = new ArrayList<>(path);
            other.set(i, Digest.sha256());
            all.add(other);
            List<Digest> fewer = new ArrayList<>(path);
            fewer.remove(i);
            all.add(fewer);
        }
        return all;
    }
}
