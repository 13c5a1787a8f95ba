// The compiler puts a contract's methods into a dictionary, in which each message finds its own for 260 gas: three
// instructions and two cells. A contract of two methods needs none: the selector of a message from outside is -1, of an
// internal one 0, so one jump tells them apart. This takes the methods out of the compiled dictionary, unchanged, and
// joins them so. The contract must have no get-methods: their selectors would find the method for messages from outside.
import {createHash} from 'node:crypto';

/** Start of what the compiler makes: SETCP 0, DICTPUSHCONST of 19 bits, DICTIGETJMPZ, 11 THROWARG; and IFNOTJMPREF. */
const DISPATCH = 'ff00f4a413f4bcf2c80b';
const IFNOTJMPREF = 'e303';
const MOST_BITS = 1023;

/** Code as a bag of cells; gives the same with a jump, and its hash. */
export function withoutDispatch(code) {
    const dictionary = only(read(code), bits(DISPATCH), 1).refs[0];
    const methods = only(dictionary, '00', 2).refs;
    const [internal, external] = [method(methods[0], '0'), method(methods[1], '1')];
    const root = {bits: bits(IFNOTJMPREF) + external.bits, refs: [internal, ...external.refs]};
    if (root.bits.length > MOST_BITS || root.refs.length > 4) {
        throw new Error('the method for messages from outside no longer fits beside the jump');
    }
    return {hash: hash(root).toString('hex'), code: write(root)};
}

/** A leaf of the dictionary: the label says that the rest of the key has 18 times this bit (hml_same). */
function method(leaf, bit) {
    const label = '11' + bit + (18).toString(2).padStart(5, '0');
    if (!leaf.bits.startsWith(label)) {
        throw new Error('a contract with other methods than for messages from inside and outside');
    }
    return {bits: leaf.bits.slice(label.length), refs: leaf.refs};
}

function only(cell, expected, refs) {
    if (cell.bits !== expected || cell.refs.length !== refs) {
        throw new Error('the compiler dispatches in another way than this expects');
    }
    return cell;
}

function bits(hex) {
    return [...Buffer.from(hex, 'hex')].map(byte => byte.toString(2).padStart(8, '0')).join('');
}

/** Of a bag without index and checksum, as the compiler writes it: ordinary cells, the root first. */
function read(bag) {
    let at = 0;
    const uint = size => bag.readUIntBE((at += size) - size, size);
    const [magic, size, offset] = [uint(4), uint(1), uint(1)];
    const count = uint(size);
    if (magic !== 0xb5ee9c72 || size !== 1 || uint(1) !== 1 || uint(1) !== 0 || uint(offset) === 0 || uint(1) !== 0) {
        throw new Error('the compiler writes another kind of bag than this expects');
    }
    const cells = [];
    for (let i = 0; i < count; i++) {
        const [refs, length] = [uint(1), uint(1)];
        const data = bits(bag.subarray(at, at += (length + 1) >> 1).toString('hex'));
        cells.push({
            bits: length & 1 ? data.slice(0, data.lastIndexOf('1')) : data,
            refs: Array.from({length: refs}, () => uint(1)),
        });
    }
    cells.forEach(cell => cell.refs = cell.refs.map(ref => cells[ref]));
    return cells[0];
}

/** Descriptors and data, as they stand in bags and under hashes. */
function content(cell) {
    const whole = cell.bits.length % 8 === 0;
    const padded = whole ? cell.bits : (cell.bits + '1').padEnd(Math.ceil((cell.bits.length + 1) / 8) * 8, '0');
    const data = Buffer.from(padded.match(/.{8}/g)?.map(byte => parseInt(byte, 2)) ?? []);
    return Buffer.concat([Buffer.from([cell.refs.length, data.length * 2 - (whole ? 0 : 1)]), data]);
}

function depth(cell) {
    return cell.refs.length === 0 ? 0 : 1 + Math.max(...cell.refs.map(depth));
}

function hash(cell) {
    const depths = cell.refs.map(ref => Buffer.from([depth(ref) >> 8, depth(ref) & 255]));
    return createHash('sha256').update(Buffer.concat([content(cell), ...depths, ...cell.refs.map(hash)])).digest();
}

/** Parents before children, which is what the format asks for. Code this small repeats no cell. */
function write(root) {
    const cells = [root];
    for (let i = 0; i < cells.length; i++) {
        cells.push(...cells[i].refs);
    }
    const body = Buffer.concat(cells.map(cell =>
        Buffer.concat([content(cell), Buffer.from(cell.refs.map(ref => cells.indexOf(ref)))])));
    const head = Buffer.from('b5ee9c720102' + '000100' + '0000' + '00', 'hex');
    head.writeUInt8(cells.length, 6);
    head.writeUInt16BE(body.length, 9);
    return Buffer.concat([head, body]);
}
