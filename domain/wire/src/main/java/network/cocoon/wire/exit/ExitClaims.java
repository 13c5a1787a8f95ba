package network.cocoon.wire.exit;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.ExitClaim;
import network.cocoon.domain.settlement.ExitLeaf;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonAddress;

/** A claim as a message's body ({@code exit-messages.tolk}), and the link by which any wallet sends it. */
public final class ExitClaims {

    /** Rides with a claim and pays its gas; what is not used goes to the provider's wallet with what it is owed. */
    public static final Nanoton FOR_GAS = Nanoton.of(50_000_000);

    private static final long CLAIM = 0x43580201L;
    private static final int STEPS_IN_ROOT = 2;
    private static final int STEPS_IN_OTHERS = 3;
    private static final int MAINNET = -239;

    private ExitClaims() {}

    /** Body of an internal message to the exit, from anyone. */
    public static Cell body(ExitClaim claim) {
        ExitLeaf leaf = claim.leaf();
        TonAddress to = TonAddress.parse(leaf.address());
        List<ExitClaim.Step> path = claim.path();
        int first = Math.min(STEPS_IN_ROOT, path.size());
        CellBuilder root = CellBuilder.begin()
                .uint(CLAIM, 32)
                .uint(leaf.index(), 16)
                .uint(to.workchain() & 0xFF, 8)
                .digest(to.hash())
                .uint(leaf.owed().value(), 64);
        return withSteps(root, path.subList(0, first), rest(path.subList(first, path.size())))
                .end();
    }

    /**
     * The leaf of a body that claims; empty for any other. Whether its path leads anywhere was judged by the contract. Throws
     * {@link network.cocoon.wire.ton.TonFormatException} for one that ends too early.
     */
    public static Optional<ExitLeaf> leaf(Cell body) {
        CellReader in = body.read();
        if (in.bitsLeft() < 32 || in.uint(32) != CLAIM) {
            return Optional.empty();
        }
        int index = (int) in.uint(16);
        byte workchain = (byte) in.uint8();
        String account = workchain + ":" + in.digest().hex();
        long owed = in.uint64();
        // No tree of ours has such a leaf, so no contract has paid it.
        return workchain == 0 || workchain == -1
                ? Optional.of(new ExitLeaf(index, account, Nanoton.of(owed)))
                : Optional.empty();
    }

    private static List<Cell> rest(List<ExitClaim.Step> steps) {
        List<Cell> next = new ArrayList<>();
        int cells = (steps.size() + STEPS_IN_OTHERS - 1) / STEPS_IN_OTHERS;
        for (int i = cells - 1; i >= 0; i--) {
            int end = Math.min(steps.size(), (i + 1) * STEPS_IN_OTHERS);
            next = List.of(withSteps(CellBuilder.begin(), steps.subList(i * STEPS_IN_OTHERS, end), next)
                    .end());
        }
        return next;
    }

    private static CellBuilder withSteps(CellBuilder out, List<ExitClaim.Step> steps, List<Cell> next) {
        steps.forEach(step -> out.bit(step.left()).digest(step.other()));
        next.forEach(out::ref);
        return out;
    }

    /** {@code ton://transfer/EXIT?amount=NANOTON&bin=BODY}: a wallet opens it as a filled-in transfer. */
    public static String link(TonAddress exit, int networkId, ExitClaim claim) {
        return "ton://transfer/" + exit.friendly(true, networkId != MAINNET) + "?amount=" + FOR_GAS + "&bin="
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(body(claim).toBoc());
    }
}
