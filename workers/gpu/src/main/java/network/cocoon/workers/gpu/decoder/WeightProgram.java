package network.cocoon.workers.gpu.decoder;

/** What is done to weights while they are loaded, as TorchScript source. */
final class WeightProgram {

    private static final String CLASS = "Weights";

    /** A matrix laid out by the library that has no type as a tensor (quantized/library.cpp of PyTorch). */
    static final String PACKED = "__torch__.torch.classes.quantized.LinearPackedParamsBase";

    private WeightProgram() {}

    static byte[] archive(String device) {
        return TorchArchive.of(
                CLASS,
                SOURCE.replace("$SELF", "self: __torch__." + CLASS)
                        .replace("$DEVICE", device)
                        .replace("$PACKED", PACKED));
    }

    // Types: 0 unsigned and 1 signed bytes, 3 32-bit integers, 6 32-bit floats, 15 bfloat16. The binding cannot make a
    // bfloat16 tensor
    // over Java's memory: such numbers come as 16-bit floats and are looked at as what they are.
    private static final String SOURCE = """
            class Weights(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def empty($SELF, rows: int, columns: int, type: int) -> Tensor:
                return torch.empty([rows, columns], dtype=type, device=torch.device("$DEVICE"))
              def place($SELF, into: Tensor, at: int, piece: Tensor, brain: bool) -> Tensor:
                p = piece
                if brain:
                  p = torch.view_copy(piece, dtype=15)
                d = torch.narrow(torch.view(into, [-1]), 0, at, torch.size(p, 0))
                torch.copy_(d, p)
                return torch.all(torch.isfinite(d))
              def cast($SELF, w: Tensor, type: int) -> Tensor:
                return torch.clone(torch.to(w, type))
              def flat($SELF, w: Tensor) -> Tensor:
                return torch.clone(torch.reshape(torch.to(w, 6), [-1]))
              def pack($SELF, w: Tensor) -> Tensor:
                return ops.mkldnn._reorder_linear_weight(w, 1)
              def none($SELF) -> List[$PACKED]:
                return annotate(List[$PACKED], [])
              def places($SELF, count: int) -> List[$PACKED]:
                empty = ops.quantized.linear_prepack_fp16(torch.zeros([1, 1]), None)
                list = annotate(List[$PACKED], [])
                for i in range(count):
                  _0 = torch.append(list, empty)
                return list
              def half($SELF, list: List[$PACKED], at: int, w: Tensor) -> Tensor:
                wide = torch.to(w, 6)
                fits = torch.le(torch.amax(torch.abs(wide)), 65504.)
                if bool(fits):
                  _1 = torch._set_item(list, at, ops.quantized.linear_prepack_fp16(wide, None))
                return fits
              def scale8($SELF, w: Tensor, type: int) -> Tensor:
                most = torch.amax(torch.abs(torch.to(w, 6)), [1])
                return torch.to(torch.clamp(torch.div(most, 127.), 0.000000000001), type)
              def int8($SELF, w: Tensor, scale: Tensor) -> Tensor:
                s = torch.unsqueeze(torch.to(scale, 6), 1)
                q = torch.clamp(torch.round(torch.div(torch.to(w, 6), s)), -127, 127)
                return torch.to(q, 1)
              def scale4($SELF, w: Tensor, type: int) -> Tensor:
                g = torch.reshape(torch.to(w, 6), [torch.size(w, 0), -1, 32])
                low = torch.amin(g, [2])
                s = torch.clamp(torch.div(torch.sub(torch.amax(g, [2]), low), 15.), 0.000000000001)
                s1 = torch.to(torch.to(s, type), 6)
                z = torch.add(low, torch.mul(s1, 8.))
                both = torch.stack([s1, z], 2)
                return torch.contiguous(torch.to(torch.transpose(both, 0, 1), type))
              def steps4($SELF, w: Tensor, scales: Tensor) -> Tensor:
                g = torch.reshape(torch.to(w, 6), [torch.size(w, 0), -1, 32])
                sz = torch.to(torch.transpose(scales, 0, 1), 6)
                s = torch.narrow(sz, 2, 0, 1)
                z = torch.narrow(sz, 2, 1, 1)
                q = torch.clamp(torch.add(torch.round(torch.div(torch.sub(g, z), s)), 8), 0, 15)
                return torch.reshape(torch.to(q, 3), [torch.size(w, 0), -1])
              def int4($SELF, w: Tensor, scales: Tensor) -> Tensor:
                return torch._convert_weight_to_int4pack_for_cpu((self).steps4(w, scales), 1)
              def nibbles($SELF, w: Tensor, scales: Tensor) -> Tensor:
                pairs = torch.reshape(torch.to((self).steps4(w, scales), 0), [torch.size(w, 0), -1, 2])
                high = torch.bitwise_left_shift(torch.select(pairs, 2, 1), 4)
                return torch.bitwise_or(torch.select(pairs, 2, 0), high)
            """;
}
