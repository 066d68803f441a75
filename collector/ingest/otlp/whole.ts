/** A whole number of 64 bits as protobuf has it: nanoseconds of today are more than a double holds. */
export class Whole {
  constructor(
    readonly low: number,
    readonly high: number,
    readonly unsigned: boolean
  ) {}

  /** Of the defaults of fields, which are 0. */
  static fromNumber(value: number, unsigned = false): Whole {
    return new Whole(value | 0, 0, unsigned);
  }

  toNumber(): number {
    return Number(this.toBigInt());
  }

  toBigInt(): bigint {
    const bits = (BigInt(this.high >>> 0) << 32n) | BigInt(this.low >>> 0);
    return this.unsigned ? bits : BigInt.asIntN(64, bits);
  }
}

/** A whole number of protobuf, or of JSON, which has it as number or text; null if it is none. */
export function wholeOf(value: unknown): bigint | null {
  if (value instanceof Whole) {
    return value.toBigInt();
  }
  if (typeof value === 'string') {
    return /^-?\d{1,20}$/.test(value) ? BigInt(value) : null;
  }
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : null;
}
