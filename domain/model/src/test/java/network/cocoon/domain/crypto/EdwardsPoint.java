package network.cocoon.domain.crypto;

import java.math.BigInteger;

/** Points of edwards25519 after RFC 8032, 5.1, slowly and by its formulas, to make what no honest signer makes. */
record EdwardsPoint(BigInteger x, BigInteger y) {

    static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(inverse(BigInteger.valueOf(121666)))
            .mod(P);

    static final EdwardsPoint NEUTRAL = new EdwardsPoint(BigInteger.ZERO, BigInteger.ONE);
    static final EdwardsPoint BASE = decode(encoded(
            BigInteger.valueOf(4).multiply(inverse(BigInteger.valueOf(5))).mod(P)));

    /** Little-endian y, with the sign of x in the highest bit. */
    static EdwardsPoint decode(byte[] encoded) {
        BigInteger raw = littleEndian(encoded);
        BigInteger y = raw.clearBit(255);
        BigInteger square = y.multiply(y).mod(P);
        BigInteger x = root(square.subtract(BigInteger.ONE)
                .multiply(inverse(D.multiply(square).add(BigInteger.ONE)))
                .mod(P));
        return new EdwardsPoint(
                x.testBit(0) == raw.testBit(255) ? x : x.negate().mod(P), y);
    }

    EdwardsPoint plus(EdwardsPoint other) {
        BigInteger cross = D.multiply(x).multiply(other.x).multiply(y).multiply(other.y);
        BigInteger right = x.multiply(other.y).add(y.multiply(other.x));
        BigInteger up = y.multiply(other.y).add(x.multiply(other.x));
        return new EdwardsPoint(
                right.multiply(inverse(BigInteger.ONE.add(cross))).mod(P),
                up.multiply(inverse(BigInteger.ONE.subtract(cross))).mod(P));
    }

    EdwardsPoint times(BigInteger factor) {
        EdwardsPoint sum = NEUTRAL;
        for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
            sum = sum.plus(sum);
            if (factor.testBit(bit)) {
                sum = sum.plus(this);
            }
        }
        return sum;
    }

    byte[] encode() {
        return encoded(x.testBit(0) ? y.setBit(255) : y);
    }

    static byte[] encoded(BigInteger number) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = number.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    static BigInteger littleEndian(byte[] bytes) {
        BigInteger number = BigInteger.ZERO;
        for (int i = bytes.length - 1; i >= 0; i--) {
            number = number.shiftLeft(8).or(BigInteger.valueOf(bytes[i] & 0xff));
        }
        return number;
    }

    private static BigInteger root(BigInteger square) {
        BigInteger root = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        if (root.multiply(root).mod(P).equals(square)) {
            return root;
        }
        BigInteger other = root.multiply(
                        BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P))
                .mod(P);
        if (!other.multiply(other).mod(P).equals(square)) {
            throw new IllegalArgumentException("not on the curve");
        }
        return other;
    }

    private static BigInteger inverse(BigInteger number) {
        return number.modInverse(P);
    }
}
