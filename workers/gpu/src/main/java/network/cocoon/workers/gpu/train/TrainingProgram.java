package network.cocoon.workers.gpu.train;

import java.util.Locale;
import network.cocoon.workers.gpu.decoder.TorchArchive;

/**
 * The decoder's arithmetic once more, as TorchScript source that can be differentiated. Weights come as one list in the order of {@link WeightLayout};
 * tensors are {@code [batch, time, width]}, heads {@code [batch, head, time, headSize]}.
 */
final class TrainingProgram {

    static final String CLASS = "TrainingDecoder";

    private TrainingProgram() {}

    /** The archive with the methods {@code loss} and {@code adamw} for a shape. */
    static byte[] archive(TrainedShape c) {
        return TorchArchive.of(CLASS, fill(c, HEAD + BODY));
    }

    private static String fill(TrainedShape c, String text) {
        return text.replace("$SELF", "self: __torch__." + CLASS)
                .replace("$HEADS", Integer.toString(c.heads()))
                .replace("$KV", Integer.toString(c.keyValueHeads()))
                .replace("$GROUP", Integer.toString(c.heads() / c.keyValueHeads()))
                .replace("$HALF", Integer.toString(c.headSize() / 2))
                .replace("$SIZE", Integer.toString(c.headSize()))
                .replace("$QROWS", Integer.toString(c.queryRows()))
                .replace("$KROWS", Integer.toString(c.keyRows()))
                .replace("$INNER", Integer.toString(c.intermediate()))
                .replace("$LAYERS", Integer.toString(c.layers()))
                .replace("$PER", Integer.toString(WeightLayout.PER_LAYER))
                .replace("$FIRST", Integer.toString(WeightLayout.FIRST_LAYER))
                .replace("$EPS", String.format(Locale.ROOT, "%.12f", c.normEpsilon()));
    }

    private static final String HEAD = """
            class TrainingDecoder(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def norm($SELF, x: Tensor, w: Tensor) -> Tensor:
                return torch.rms_norm(x, [torch.size(x, -1)], w, $EPS)
              def rope($SELF, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
                a = torch.narrow(x, -1, 0, $HALF)
                b = torch.narrow(x, -1, $HALF, $HALF)
                turned = torch.cat([torch.neg(b), a], -1)
                return torch.add(torch.mul(x, cos), torch.mul(turned, sin))
              def split($SELF, x: Tensor, heads: int) -> Tensor:
                y = torch.reshape(x, [torch.size(x, 0), torch.size(x, 1), heads, $SIZE])
                return torch.transpose(y, 1, 2)
            """;

    private static final String BODY = """
              def attend($SELF, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
                b = torch.size(q, 0)
                t = torch.size(q, 2)
                wide = [b, $KV, $GROUP, t, $SIZE]
                flat = [b, $HEADS, t, $SIZE]
                ks = torch.reshape(torch.expand(torch.unsqueeze(k, 2), wide), flat)
                vs = torch.reshape(torch.expand(torch.unsqueeze(v, 2), wide), flat)
                many = torch.scaled_dot_product_attention(q, ks, vs, None, 0., True)
                return torch.reshape(torch.transpose(many, 1, 2), [b, t, $QROWS])
              def heads($SELF, x: Tensor, w: List[Tensor], o: int, cos: Tensor, sin: Tensor) -> List[Tensor]:
                all = torch.linear((self).norm(x, w[o]), w[o + 1])
                q = (self).split(torch.narrow(all, -1, 0, $QROWS), $HEADS)
                k = (self).split(torch.narrow(all, -1, $QROWS, $KROWS), $KV)
                v = (self).split(torch.narrow(all, -1, $QROWS + $KROWS, $KROWS), $KV)
                q1 = (self).rope((self).norm(q, w[o + 3]), cos, sin)
                k1 = (self).rope((self).norm(k, w[o + 4]), cos, sin)
                return [q1, k1, v]
              def finish($SELF, x: Tensor, seen: Tensor, w: List[Tensor], o: int) -> Tensor:
                y = torch.add(x, torch.linear(seen, w[o + 5]))
                both = torch.linear((self).norm(y, w[o + 6]), w[o + 7])
                gate = torch.silu(torch.narrow(both, -1, 0, $INNER))
                up = torch.narrow(both, -1, $INNER, $INNER)
                return torch.add(y, torch.linear(torch.mul(gate, up), w[o + 8]))
              def loss($SELF, w: List[Tensor], ids: Tensor, targets: Tensor) -> Tensor:
                t = torch.size(ids, 1)
                x = torch.embedding(w[0], ids)
                cos = torch.narrow(w[3], 0, 0, t)
                sin = torch.narrow(w[4], 0, 0, t)
                for i in range($LAYERS):
                  o = $FIRST + i * $PER
                  h = (self).heads(x, w, o, cos, sin)
                  x = (self).finish(x, (self).attend(h[0], h[1], h[2]), w, o)
                logits = torch.linear((self).norm(x, w[1]), w[2])
                flat = torch.reshape(logits, [-1, torch.size(logits, -1)])
                return torch.cross_entropy_loss(flat, torch.reshape(targets, [-1]))
              def adamw($SELF, w: List[Tensor], which: List[int], g: List[Tensor], m: List[Tensor], v: List[Tensor], rate: float, decay: float, c1: float, c2: float) -> Tensor:
                total = torch.zeros([1])
                for i in range(torch.len(g)):
                  total = torch.add(total, torch.sum(torch.mul(g[i], g[i])))
                norm = torch.sqrt(total)
                scale = torch.clamp(torch.reciprocal(torch.add(norm, 0.000001)), None, 1.)
                for j in range(torch.len(g)):
                  p = torch.detach(w[which[j]])
                  d = torch.mul_(g[j], scale)
                  torch.add_(torch.mul_(m[j], 0.9), d, alpha=0.1)
                  torch.addcmul_(torch.mul_(v[j], 0.98), d, d, value=0.02)
                  if torch.dim(p) > 1:
                    torch.mul_(p, 1. - rate * decay)
                  below = torch.add(torch.sqrt(torch.mul(v[j], c2)), 0.00000001)
                  torch.addcdiv_(p, torch.mul(m[j], c1), below, value=torch.neg(rate))
                  torch.zero_(g[j])
                return norm
            """;
}
